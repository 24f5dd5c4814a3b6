package io.glimpse.model;

import io.glimpse.file.PathLock;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models on this machine, each in a folder of its own below {@code models} in the user's
 * folder.
 *
 * <p>A model is here when its manifest is, which is written after every file had the right
 * checksum. So wherever a process is killed, no later one takes a part for the whole. Processes
 * that change the same model wait for each other.
 *
 * <p>A file {@code models/catalogue.json} of the form of Glimpse's own adds a user's models.
 */
public final class ModelStore {

  private final Path models;
  private final Catalogue catalogue;
  private final HuggingFace huggingFace;
  private final TransferSettings settings;
  private final UnaryOperator<@Nullable String> environment;

  ModelStore(
      Path models,
      Catalogue catalogue,
      HuggingFace huggingFace,
      TransferSettings settings,
      UnaryOperator<@Nullable String> environment) {
    this.models = models;
    this.catalogue = catalogue;
    this.huggingFace = huggingFace;
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * The store in {@link GlimpseHome#folder()}, with Hugging Face where {@code HF_ENDPOINT} and
   * {@code HF_HOME} say.
   *
   * @throws IOException if the user's own catalogue is there and cannot be read
   */
  public static ModelStore ofUser() throws IOException {
    Path models = GlimpseHome.folder().resolve("models");
    return new ModelStore(
        models,
        Catalogue.standard().with(models.resolve("catalogue.json")),
        HuggingFace.ofUser(System.getProperty("user.home", ""), System::getenv),
        TransferSettings.defaults(),
        System::getenv);
  }

  /** The folder that holds the models; it need not exist. */
  public Path folder() {
    return models;
  }

  /** The models that can be fetched. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Whether that is a model of the catalogue, or one that was imported. */
  public boolean knows(String name) {
    return catalogue.find(name).isPresent() || isRecorded(name);
  }

  /**
   * A model that is here and was verified when it came: its file, or the folder of its files where
   * it has several. Looks at names and lengths only; {@link #verify} reads everything.
   *
   * @return empty if the model is unknown, absent or incomplete
   * @throws IOException if what is recorded of it cannot be read
   */
  public Optional<Path> find(String name) throws IOException {
    if (!isName(name)) {
      return Optional.empty();
    }
    ModelFolder folder = ModelFolder.of(models, name);
    return whole(folder, name).map(folder::checkpoint);
  }

  /**
   * A model that is here, as {@link #find} gives it.
   *
   * @throws IOException if it is not, with the sentence of {@link #absence}
   */
  public Path require(String name) throws IOException {
    return find(name).orElseThrow(() -> new IOException(absence(name)));
  }

  /** A sentence for a model that is not here, with the command that fetches it. */
  public String absence(String name) {
    Optional<ModelEntry> entry = catalogue.find(name);
    if (entry.isEmpty()) {
      return isName(name) && Files.exists(ModelFolder.of(models, name).root())
          ? name + " is not whole here; import it again with 'glimpse model import'"
          : "there is no model '" + name + "'" + catalogue.hint(name);
    }
    OptionalLong bytes = entry.get().bytes();
    String size =
        bytes.isPresent() ? String.format(Locale.ROOT, " (%.0f MB)", bytes.getAsLong() / 1e6) : "";
    return name + " is not here; fetch it with 'glimpse model pull " + name + "'" + size;
  }

  /** All models of the catalogue in its order, then those that were imported, by name. */
  public List<StoredModel> list() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    catalogue.entries().forEach(entry -> names.add(entry.name()));
    names.addAll(imported());
    List<StoredModel> all = new ArrayList<>();
    for (String name : names) {
      all.add(look(name));
    }
    return all;
  }

  /** The names of what is in the folder, as its manifests have them. */
  private Set<String> imported() throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(models)) {
      try (Stream<Path> folders = Files.list(models)) {
        for (Path root : folders.toList()) {
          Path manifest = new ModelFolder(root).manifestFile();
          if (Files.isRegularFile(manifest)) {
            String name = Manifest.read(manifest).name();
            if (isName(name) && ModelFolder.of(models, name).root().equals(root)) {
              names.add(name);
            }
          }
        }
      }
    }
    return names;
  }

  /** What the store has of a model, whether it is known or not. */
  public StoredModel look(String name) throws IOException {
    ModelFolder folder = ModelFolder.of(models, name);
    Optional<Manifest> whole = whole(folder, name);
    if (whole.isPresent()) {
      Manifest manifest = whole.get();
      return new StoredModel(
          name,
          StoredModel.State.VERIFIED,
          manifest.bytes(),
          manifest.bytes(),
          manifest.licence(),
          manifest.source(),
          folder.checkpoint(manifest));
    }
    long here = folder.bytesHere();
    StoredModel.State state =
        here == 0
            ? StoredModel.State.ABSENT
            : folder.hasParts() ? StoredModel.State.PARTIAL : StoredModel.State.UNVERIFIED;
    Optional<ModelEntry> entry = catalogue.find(name);
    OptionalLong bytes = entry.map(ModelEntry::bytes).orElse(OptionalLong.empty());
    return new StoredModel(
        name,
        state,
        bytes.isPresent() ? bytes.getAsLong() : null,
        here,
        entry.map(ModelEntry::licence).orElse(null),
        entry.map(ModelEntry::source).orElse("unknown"),
        null);
  }

  /**
   * Fetches a model, or what is missing of it. One that is here already is left as it is.
   *
   * @return what an encoder opens
   * @throws IOException if the name is unknown, a checksum is not known or not right, or the
   *     network fails; a part that can be resumed stays
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Path pull(String name, PullOptions options, PullListener listener) throws IOException {
    ModelEntry entry = catalogue.find(name).orElseThrow(() -> new IOException(absence(name)));
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, listener)) {
      Optional<Manifest> whole = whole(folder, name);
      if (whole.isPresent()) {
        ModelCheck.requireGiven(whole.get(), entry, options);
        listener.note(name + " is here already");
        return folder.checkpoint(whole.get());
      }
      WebClient client = new WebClient(settings, huggingFace.endpoint(), environment);
      Download download = new Download(client, settings, listener);
      Manifest manifest =
          new ModelPull(entry, folder, huggingFace, options, download, listener).run();
      return folder.checkpoint(manifest);
    }
  }

  /**
   * Copies a model from disk, under a name of its own or one of the catalogue's, whose checksums it
   * must then have.
   *
   * @param source a file of weights, with the configuration that lies beside it, or a folder
   * @param sha256 of the weights; null for none
   * @return what an encoder opens
   * @throws IOException if the files cannot be read, or have another checksum; nothing stays then
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Path importFrom(Path source, String name, @Nullable String sha256, PullListener listener)
      throws IOException {
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, listener)) {
      ModelEntry entry = catalogue.find(name).orElse(null);
      Manifest manifest = new ModelImport(name, entry, folder, listener).run(source, sha256);
      return folder.checkpoint(manifest);
    }
  }

  /**
   * Reads a whole model again. One that is not as it was is no longer found, and the next pull
   * replaces what is wrong with it.
   *
   * @throws IOException if the model is not here
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Verification verify(String name, PullListener listener) throws IOException {
    if (!isRecorded(name)) {
      throw new IOException(absence(name));
    }
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, listener)) {
      return new ModelCheck(folder, listener).run();
    }
  }

  /**
   * Deletes a model, whole or in part.
   *
   * @param forget also the checksums that were recorded at first use
   * @return whether there was anything
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public boolean remove(String name, boolean forget) throws IOException {
    if (!isName(name) || !Files.exists(ModelFolder.of(models, name).root())) {
      return false;
    }
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, PullListener.SILENT)) {
      boolean any = folder.bytesHere() > 0 || Files.exists(folder.manifestFile());
      if (forget) {
        folder.forget();
      } else {
        folder.clear();
      }
      return any;
    }
  }

  private static Optional<Manifest> whole(ModelFolder folder, String name) throws IOException {
    // A file system without case would give one model the folder of another.
    return folder.whole().filter(manifest -> manifest.name().equals(name));
  }

  /** Whether a model could have that name. */
  public boolean isName(String name) {
    try {
      ModelEntry.checkName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a model of that name was here once and was not removed, whatever became of it. */
  public boolean isRecorded(String name) {
    return isName(name) && Files.isRegularFile(ModelFolder.of(models, name).manifestFile());
  }

  private PathLock lock(String name, PullListener listener) throws IOException {
    ModelEntry.checkName(name);
    return PathLock.exclusive(
        models.resolve(".locks").resolve(name.replace("/", "--")),
        () -> listener.note("waiting for another process that changes " + name));
  }
}
