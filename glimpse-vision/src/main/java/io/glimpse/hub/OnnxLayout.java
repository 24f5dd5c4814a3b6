package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.model.ModelLayout;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folders of ONNX files: of each network the variants that an encoder takes. */
public final class OnnxLayout implements ModelLayout {

  /** For {@link java.util.ServiceLoader}. */
  public OnnxLayout() {}

  @Override
  public boolean isAt(Path source) throws IOException {
    return HubFolder.find(source) != null;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of a folder those for float32 and for 8 bits, of a network's file those that go with it.
   */
  @Override
  public Map<String, Path> files(Path source) throws IOException {
    HubFolder folder = folder(source);
    String inner = folder.root().equals(folder.networks()) ? "" : HubFolder.INNER + "/";
    Map<String, Path> files = new LinkedHashMap<>();
    for (boolean eightBits : List.of(false, true)) {
      HubModel model = HubModel.of(folder, eightBits);
      put(model.images(), inner, files);
      NetworkFiles texts = model.texts();
      if (texts != null) {
        put(texts, inner, files);
      }
      for (Path file : model.settings().files()) {
        files.put(String.valueOf(file.getFileName()), file);
      }
      if (texts != null) {
        for (Path file : HubTokenizer.files(model.tokenizer())) {
          files.put(String.valueOf(file.getFileName()), file);
        }
      }
    }
    return files;
  }

  private static void put(NetworkFiles network, String inner, Map<String, Path> files) {
    files.put(inner + network.file().getFileName(), network.file());
    network.external().forEach((location, file) -> files.put(inner + location, file));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The networks are run once.
   */
  @Override
  public String check(Path source, Path home) throws IOException {
    HubFolder folder = folder(source);
    @Nullable NetworkChoice before = null;
    String family = "";
    for (Precision precision : Precision.values()) {
      HubModel model = HubModel.of(folder, precision == Precision.INT8);
      if (before == null || !model.choice().images().equals(before.images())) {
        EncoderOptions options = new EncoderOptions(precision, 1, List.of(), Device.CPU, home);
        OnnxFolderProvider.open(source.toString(), folder, options).close();
      }
      before = model.choice();
      family = model.kind().family() + ", ONNX";
      TextFilling filling = model.filling();
      if (filling != null && Files.isRegularFile(model.tokenizer())) {
        HubTokenizer.read(model.tokenizer(), model.kind(), filling.rules());
      }
    }
    return family;
  }

  private static HubFolder folder(Path source) throws IOException {
    HubFolder folder = HubFolder.find(source);
    if (folder == null) {
      throw new CheckpointException(source, "has no networks in it");
    }
    return folder;
  }
}
