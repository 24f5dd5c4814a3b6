package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.EncoderProvider;
import io.glimpse.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens folders of ONNX files by path, and by name where they were imported. */
public final class OnnxFolderProvider implements EncoderProvider {

  /** For {@link java.util.ServiceLoader}. */
  public OnnxFolderProvider() {}

  /** None of its own: what has a name is in the store. */
  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public boolean knows(String name, Path home) {
    try {
      Path path = path(name, home);
      return path != null && HubFolder.find(path) != null;
    } catch (CheckpointException e) {
      // It is one, or looks like one; what is wrong with it is said when it is opened.
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Before the provider that takes any path. */
  @Override
  public int order() {
    return 1;
  }

  /** What a name stands for; null if there is nothing. */
  private static @Nullable Path path(String name, Path home) throws IOException {
    ModelStore store = ModelStore.in(home);
    if (store.knows(name)) {
      return store.find(name).orElse(null);
    }
    try {
      Path path = Path.of(name);
      return name.isBlank() || !Files.exists(path) ? null : path;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public Encoder open(String name, EncoderOptions options) throws IOException {
    Path path = Objects.requireNonNull(path(name, options.home()), name);
    return open(name, Objects.requireNonNull(HubFolder.find(path), name), options);
  }

  /**
   * Opens a folder that was found.
   *
   * @param name of the encoder
   */
  static Encoder open(String name, HubFolder folder, EncoderOptions options) throws IOException {
    boolean eightBits = options.precision() == Precision.INT8;
    String stamp = KnownFolders.stamp(HubModel.of(folder, eightBits));
    // Once more, so that what was looked at is what has the stamp.
    HubModel model = HubModel.of(folder, eightBits);
    KnownFolders known = new KnownFolders(options.home());
    HubFacts before = known.find(stamp);
    String images = before == null ? model.images().digest() : before.images();
    KnownFolders.requireUnchanged(model, stamp);
    HubNetworks networks = new HubNetworks(model, images, options);
    boolean isOpen = false;
    try {
      HubFacts facts = before == null ? tried(model, networks, images) : before;
      KnownFolders.requireUnchanged(model, stamp);
      List<String> notes = new ArrayList<>(model.choice().notes());
      if (before == null) {
        known.add(stamp, facts);
        notes.addAll(model.assumptions(facts));
      }
      TextFilling filling = model.filling();
      HubTexts texts =
          filling == null
              ? null
              : new HubTexts(
                  name,
                  model,
                  filling,
                  facts,
                  networks,
                  () -> KnownFolders.requireUnchanged(model, stamp),
                  options);
      Encoder encoder =
          new HubEncoder(
              name, model, facts, model.grid(), model.registers(), networks, texts, notes);
      isOpen = true;
      return encoder;
    } finally {
      if (!isOpen) {
        networks.close();
      }
    }
  }

  private static HubFacts tried(HubModel model, HubNetworks networks, String images)
      throws IOException {
    NetworkFiles texts = model.texts();
    String digest = texts == null ? "" : model.choice().isWhole() ? images : texts.digest();
    return new FirstRun(model, networks).run(images, digest);
  }
}
