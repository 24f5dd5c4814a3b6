package io.glimpse.model;

import io.glimpse.checkpoint.RepositorySnapshot;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Copies a model from disk into its folder, and writes its manifest last. */
final class ModelImport {

  private static final String GIVEN = "the one that was given";

  private final String name;
  private final @Nullable ModelEntry entry;
  private final ModelFolder folder;
  private final Path home;
  private final PullListener listener;

  /**
   * An import.
   *
   * @param entry of the catalogue, whose files and checksums these must be; null for another model
   * @param home of the store, where a check may keep what it finds out
   */
  ModelImport(
      String name,
      @Nullable ModelEntry entry,
      ModelFolder folder,
      Path home,
      PullListener listener) {
    this.name = name;
    this.entry = entry;
    this.folder = folder;
    this.home = home;
    this.listener = listener;
  }

  /**
   * Copies the model; the caller holds its lock.
   *
   * @param sha256 of the weights; null for none
   */
  Manifest run(Path source, @Nullable String sha256) throws IOException {
    ModelLayout layout = layout(source);
    Map<String, Path> files = entry == null ? files(layout, source) : filesOf(entry, source);
    String weights = files.keySet().iterator().next();
    Optional<Manifest> whole = folder.whole();
    if (whole.isPresent()) {
      Manifest.Item first = whole.get().files().get(0);
      requireDigest(source, first.sha256(), sha256, GIVEN);
      return same(whole.get(), files, source);
    }
    @Nullable String family = entry == null ? null : entry.family();
    if (!isPublished(files.keySet())) {
      // No checksum tells that it is a model, and what is none would only fail at its first use.
      String found = layout.check(source, home);
      family = family == null ? found : family;
    }
    TrustedDigests trusted = TrustedDigests.of(folder);
    folder.clear();
    List<Manifest.Item> items = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        String wanted = file.getKey().equals(weights) ? sha256 : null;
        items.add(copy(file.getValue(), file.getKey(), wanted, trusted));
      }
    } catch (IOException e) {
      folder.clear();
      throw e;
    }
    Manifest manifest =
        new Manifest(
            name, family, "imported from " + source, entry == null ? null : entry.licence(), items);
    manifest.write(folder.manifestFile());
    folder.deleteParts();
    return manifest;
  }

  private Manifest.Item copy(
      Path source, String file, @Nullable String wanted, TrustedDigests trusted)
      throws IOException {
    PartialFile part = new PartialFile(folder.part(file));
    Path copy = part.file();
    Files.createDirectories(copy.toAbsolutePath().getParent());
    try {
      Files.copy(source, copy);
      long bytes = Files.size(copy);
      String actual = Sha256.of(copy, done -> listener.progress(file, done, bytes));
      requireDigest(source, actual, wanted, GIVEN);
      requireDigest(source, actual, published(file), "the published one of " + name);
      requireDigest(source, actual, trusted.of(file), "the one recorded for " + name);
      part.moveTo(folder.file(file));
      return new Manifest.Item(file, bytes, actual);
    } finally {
      part.discard();
    }
  }

  /** Whether the checksums alone tell that the files are right. */
  private boolean isPublished(Collection<String> files) {
    return files.stream().allMatch(file -> published(file) != null);
  }

  private @Nullable String published(String file) {
    if (entry != null) {
      for (ModelFile known : entry.files()) {
        if (known.name().equals(file)) {
          return known.sha256();
        }
      }
    }
    return null;
  }

  private static void requireDigest(
      Path source, String actual, @Nullable String wanted, String which) throws IOException {
    if (wanted != null && !wanted.equals(actual)) {
      throw new FileSystemException(
          source.toString(), null, "its SHA-256 is " + actual + ", and " + which + " is " + wanted);
    }
  }

  /** An import of what is here already changes nothing. */
  private Manifest same(Manifest manifest, Map<String, Path> files, Path source)
      throws IOException {
    boolean same = manifest.name().equals(name) && manifest.files().size() == files.size();
    for (Manifest.Item item : manifest.files()) {
      Path file = files.get(item.name());
      same = same && file != null && Sha256.of(file).equals(item.sha256());
    }
    if (!same) {
      Remedy remove = new Remedy(Remedy.Kind.REMOVE_MODEL, manifest.name());
      throw new InputException(
          source.toString(),
          "another model is here as "
              + manifest.name()
              + "; choose another name, or "
              + remove.phrase(),
          remove);
    }
    return manifest;
  }

  /** The files of a catalogue's model, under its names. */
  private static Map<String, Path> filesOf(ModelEntry entry, Path source) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    boolean isFolder = Files.isDirectory(source);
    Path folder = isFolder ? RepositorySnapshot.of(source) : source.toAbsolutePath().getParent();
    for (ModelFile file : entry.files()) {
      boolean named = !isFolder && file.equals(entry.weights());
      Path path = named || folder == null ? source : folder.resolve(file.name());
      if (!Files.isRegularFile(path)) {
        throw new NoSuchFileException(
            path.toString(), null, "is needed for " + entry.name() + ", and is not there");
      }
      files.put(file.name(), path);
    }
    return files;
  }

  /** The files of a user's own model: weights first, then what belongs to them. */
  private static Map<String, Path> files(ModelLayout layout, Path source) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : layout.files(source).entrySet()) {
      // Whoever reads the weights was told their name; all others are found by theirs.
      String name = files.isEmpty() ? stored(file.getKey()) : file.getKey();
      if (!ModelFile.isName(name)) {
        throw new FileSystemException(
            file.getValue().toString(),
            null,
            "cannot keep its name in the store; give it one of letters, digits and . _ @ + -");
      }
      files.put(name, file.getValue());
    }
    return files;
  }

  /** A name in characters that every platform takes. */
  private static String stored(String file) {
    String name = file.replaceAll("[^A-Za-z0-9._@+/-]", "_");
    return ModelFile.isName(name) ? name : "model" + name;
  }

  private static ModelLayout layout(Path source) throws IOException {
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString(), null, "there is no such file");
    }
    for (ModelLayout layout :
        ServiceLoader.load(ModelLayout.class, ModelLayout.class.getClassLoader())) {
      if (layout.isAt(source)) {
        return layout;
      }
    }
    throw new FileSystemException(source.toString(), null, "is no model that is read here");
  }
}
