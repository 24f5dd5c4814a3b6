package io.glimpse.pretrained;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checkpoints: weights with their configuration and the files of their tokenizer beside them. */
public final class CheckpointLayout implements ModelLayout {

  /** For {@link java.util.ServiceLoader}. */
  public CheckpointLayout() {}

  /** Takes what no other layout does: what is wrong with it is said then. */
  @Override
  public boolean isAt(Path source) {
    return true;
  }

  @Override
  public Map<String, Path> files(Path source) throws IOException {
    List<Path> checkpoint = Checkpoint.files(source);
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path file : checkpoint) {
      files.put(String.valueOf(file.getFileName()), file);
    }
    for (Path file : StringsReader.beside(checkpoint.get(0))) {
      files.put(String.valueOf(file.getFileName()), file);
    }
    return files;
  }

  @Override
  public void check(Path source, Path home) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      TextRules rules = checkpoint.texts().orElse(null);
      if (rules != null) {
        StringsReader.check(source, rules);
      }
    } catch (InternalError e) {
      throw CheckpointModel.cut(source, e);
    }
  }
}
