package io.glimpse.pretrained;

import io.glimpse.checkpoint.TextRules;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.EncoderProvider;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.encoder.ModelSpelling;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.graph.GraphCache;
import io.glimpse.model.ModelCatalogue;
import io.glimpse.model.ModelEntry;
import io.glimpse.model.ModelStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens models of the model store by their usual names, and checkpoints by path. */
public final class CheckpointProvider implements EncoderProvider {

  /** For {@link java.util.ServiceLoader}. */
  public CheckpointProvider() {}

  @Override
  public List<String> names() {
    return ModelCatalogue.standard().entries().stream().map(ModelEntry::name).toList();
  }

  /** Whether it is a model of the store, looks like a path, or is one. */
  @Override
  public boolean knows(String name, Path home) {
    return name.contains("/")
        || name.contains(File.separator)
        || exists(name)
        || isStored(name, home);
  }

  private static boolean isStored(String name, Path home) {
    try {
      return ModelStore.in(home).knows(name);
    } catch (IOException e) {
      // Whatever is wrong with the store is said when the model is opened.
      return true;
    }
  }

  private static boolean exists(String name) {
    try {
      return !name.isBlank() && Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public int order() {
    return 2;
  }

  @Override
  public Encoder open(String name, EncoderOptions options) throws IOException {
    Path home = options.home();
    Path checkpoint = checkpoint(name, home);
    GraphCache cache = GraphCache.in(home);
    CheckpointModel model = CheckpointModel.open(checkpoint, cache, new KnownCheckpoints(home));
    try {
      ImageTower images =
          options.precision() == Precision.INT8
              ? ImageTower.int8(name, model, checkpoint, cache, new Int8Verdicts(home))
              : ImageTower.float32(model);
      try {
        CheckpointPlaces places = new CheckpointPlaces(model, checkpoint, cache, options);
        TextEncoder texts = texts(name, model, checkpoint, options);
        return new CheckpointEncoder(name, model, images, places, texts, options);
      } catch (IOException | RuntimeException e) {
        images.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The side of a model that takes texts; null if it takes none. */
  static @Nullable TextEncoder texts(
      String name, CheckpointModel model, Path checkpoint, EncoderOptions options) {
    TextRules rules = model.facts().texts();
    if (rules == null) {
      return null;
    }
    boolean english = rules.english() && !StringsReader.isOfManyLanguages(checkpoint, rules);
    return new TextEncoder(
        model, rules, () -> StringsReader.open(name, checkpoint, rules), english, options);
  }

  /** The file or folder that a name stands for; a file of a model's name needs a {@code ./}. */
  private static Path checkpoint(String name, Path home) throws IOException {
    ModelStore store = ModelStore.in(home);
    if (store.knows(name)) {
      return store.require(name);
    }
    if (exists(name)) {
      return Path.of(name);
    }
    Remedy list = new Remedy(Remedy.Kind.LIST_MODELS);
    throw new InputException(
        name,
        "there is neither a checkpoint there nor a model of that name"
            + ModelSpelling.hint(name, store.names())
            + "; "
            + list.phrase(),
        list);
  }
}
