package io.glimpse.pretrained;

import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.ChineseClipArchitecture;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.checkpoint.TextRules.Pieces;
import io.glimpse.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  public String check(Path source, Path home) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      TextRules rules = checkpoint.texts().orElse(null);
      if (rules != null) {
        StringsReader.check(source, rules);
      }
      return family(checkpoint.architecture(), rules);
    } catch (InternalError e) {
      throw CheckpointModel.cut(source, e);
    }
  }

  /** What people call such models: SigLIP 2 and DINOv3 have their elders' names here. */
  private static String family(Architecture architecture, @Nullable TextRules rules) {
    if (architecture instanceof SiglipArchitecture) {
      return "SigLIP";
    }
    if (architecture instanceof ChineseClipArchitecture) {
      return "Chinese-CLIP";
    }
    if (architecture instanceof DinoArchitecture) {
      return "DINO";
    }
    return rules == null || rules.pieces() == Pieces.CLIP ? "CLIP" : "MetaCLIP 2";
  }
}
