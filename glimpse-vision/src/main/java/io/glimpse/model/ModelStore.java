package io.glimpse.model;

import io.glimpse.file.InputException;
import io.glimpse.file.PathLock;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

  /** The file with a user's own models. */
  static final String CATALOGUE = "catalogue.json";

  private final Path models;
  private final ModelCatalogue catalogue;
  private final Inventory inventory;
  private final HuggingFace huggingFace;
  private final TransferSettings settings;
  private final UnaryOperator<@Nullable String> environment;

  ModelStore(
      Path models,
      ModelCatalogue catalogue,
      HuggingFace huggingFace,
      TransferSettings settings,
      UnaryOperator<@Nullable String> environment) {
    this.models = models;
    this.catalogue = catalogue;
    this.inventory = new Inventory(models, catalogue);
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
    return in(GlimpseHome.folder());
  }

  /** The store in another home; see {@link #ofUser}. */
  public static ModelStore in(Path home) throws IOException {
    Path models = home.resolve("models");
    return new ModelStore(
        models,
        ModelCatalogue.standard().with(models.resolve(CATALOGUE)),
        HuggingFace.ofUser(System.getProperty("user.home", ""), System::getenv),
        TransferSettings.defaults(),
        System::getenv);
  }

  /** The folder that holds the models; it need not exist. */
  public Path folder() {
    return models;
  }

  /** The models that can be fetched. */
  public ModelCatalogue catalogue() {
    return catalogue;
  }

  /** Whether that is a model of the catalogue, or one that was imported. */
  public boolean knows(String name) {
    return catalogue.find(name).isPresent() || isRecorded(name);
  }

  /**
   * A model that is here and was verified when it came: the file of its weights, or of their index,
   * or the folder of its networks. Looks at names and lengths only; {@link #verify} reads
   * everything.
   *
   * @return empty if the model is unknown, absent or incomplete
   * @throws IOException if what is recorded of it cannot be read
   */
  public Optional<Path> find(String name) throws IOException {
    return inventory.find(name);
  }

  /**
   * A model that is here, as {@link #find} gives it.
   *
   * @throws IOException if it is not, as {@link #absence} says
   */
  public Path require(String name) throws IOException {
    return find(name).orElseThrow(() -> absence(name));
  }

  /** What to throw for a model that is not here: says so, and how it can be had. */
  public InputException absence(String name) {
    return inventory.absence(name);
  }

  /** The names of the catalogue, in its order. */
  public List<String> names() {
    return catalogue.entries().stream().map(ModelEntry::name).toList();
  }

  /** All models of the catalogue in its order, then those that were imported, by name. */
  public List<StoredModel> list() throws IOException {
    return inventory.list();
  }

  /** What the store has of a model, whether it is known or not. */
  public StoredModel look(String name) throws IOException {
    return inventory.look(name);
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
    ModelEntry entry = catalogue.find(name).orElseThrow(() -> absence(name));
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, listener)) {
      Optional<Manifest> whole = Inventory.whole(folder, name);
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
   * @param source a file of weights or a network, with what lies beside it, or a folder
   * @param sha256 of the weights; null for none
   * @return what an encoder opens
   * @throws IOException if the files cannot be read, have another checksum, or, where none is
   *     published, are no model that an encoder opens; nothing stays then
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public Path importFrom(Path source, String name, @Nullable String sha256, PullListener listener)
      throws IOException {
    ModelFolder folder = ModelFolder.of(models, name);
    try (PathLock lock = lock(name, listener)) {
      ModelEntry entry = catalogue.find(name).orElse(null);
      Path home = models.toAbsolutePath().resolveSibling(".").normalize();
      Manifest manifest = new ModelImport(name, entry, folder, home, listener).run(source, sha256);
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
    if (!inventory.isRecorded(name)) {
      throw absence(name);
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
    if (!Inventory.isName(name) || !Files.exists(ModelFolder.of(models, name).root())) {
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

  /** Whether a model could have that name. */
  public boolean isName(String name) {
    return Inventory.isName(name);
  }

  /** Whether a model of that name was here once and was not removed, whatever became of it. */
  public boolean isRecorded(String name) {
    return inventory.isRecorded(name);
  }

  private PathLock lock(String name, PullListener listener) throws IOException {
    ModelEntry.checkName(name);
    return PathLock.exclusive(
        models.resolve(".locks").resolve(name.replace("/", "--")),
        () -> listener.note("waiting for another process that changes " + name));
  }
}
