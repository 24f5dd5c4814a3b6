package io.glimpse.model;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder of models, and what the catalogue says of the rest. Changes nothing, and
 * needs no lock.
 */
final class Inventory {

  private final Path models;
  private final ModelCatalogue catalogue;

  Inventory(Path models, ModelCatalogue catalogue) {
    this.models = models;
    this.catalogue = catalogue;
  }

  /** What an encoder opens, if the model is here. */
  Optional<Path> find(String name) throws IOException {
    if (!isName(name)) {
      return Optional.empty();
    }
    ModelFolder folder = ModelFolder.of(models, name);
    return whole(folder, name).map(folder::checkpoint);
  }

  /** The manifest of a model that is here, of that very name. */
  static Optional<Manifest> whole(ModelFolder folder, String name) throws IOException {
    // A file system without case would give one model the folder of another.
    return folder.whole().filter(manifest -> manifest.name().equals(name));
  }

  /** What to throw for a model that is not here: says so, and how it can be had. */
  InputException absence(String name) {
    Optional<ModelEntry> entry = catalogue.find(name);
    if (entry.isEmpty()) {
      if (!isName(name) || !Files.exists(ModelFolder.of(models, name).root())) {
        return new InputException("", "there is no model '" + name + "'" + catalogue.hint(name));
      }
      Remedy again = new Remedy(Remedy.Kind.IMPORT_MODEL, name);
      return new InputException("", name + " is not whole here; " + again.phrase(), again);
    }
    OptionalLong bytes = entry.get().roughBytes();
    String about = entry.get().bytes().isPresent() ? "" : "about ";
    String size =
        bytes.isPresent()
            ? String.format(Locale.ROOT, " (%s%.0f MB)", about, bytes.getAsLong() / 1e6)
            : "";
    Remedy fetch = new Remedy(Remedy.Kind.FETCH_MODEL, name);
    return new InputException("", name + " is not here; " + fetch.phrase() + size, fetch);
  }

  /** All models of the catalogue in its order, then those that were imported, by name. */
  List<StoredModel> list() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    catalogue.entries().forEach(entry -> names.add(entry.name()));
    names.addAll(imported());
    List<StoredModel> all = new ArrayList<>();
    for (String name : names) {
      all.add(look(name));
    }
    return all;
  }

  /** The names of what is in the folder, whole or in part. */
  private Set<String> imported() throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(models)) {
      try (Stream<Path> folders = Files.list(models)) {
        for (Path root : folders.toList()) {
          ModelFolder folder = new ModelFolder(root);
          boolean any = folder.bytesHere() > 0 || Files.isRegularFile(folder.manifestFile());
          if (any && isName(folder.name())) {
            names.add(folder.name());
          }
        }
      }
    }
    return names;
  }

  /** What is here of a model, whether it is known or not. */
  StoredModel look(String name) throws IOException {
    ModelFolder folder = ModelFolder.of(models, name);
    Optional<ModelEntry> entry = catalogue.find(name);
    @Nullable String family = entry.map(ModelEntry::family).orElse(null);
    Optional<Manifest> whole = whole(folder, name);
    if (whole.isPresent()) {
      Manifest manifest = whole.get();
      return new StoredModel(
          name,
          family == null ? manifest.family() : family,
          StoredModel.State.VERIFIED,
          manifest.bytes(),
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
    return new StoredModel(
        name,
        family,
        state,
        orNull(entry.map(ModelEntry::bytes)),
        orNull(entry.map(ModelEntry::roughBytes)),
        here,
        entry.map(ModelEntry::licence).orElse(null),
        entry.map(ModelEntry::source).orElse("unknown"),
        null);
  }

  private static @Nullable Long orNull(Optional<OptionalLong> bytes) {
    OptionalLong known = bytes.orElse(OptionalLong.empty());
    return known.isPresent() ? known.getAsLong() : null;
  }

  /** Whether a model could have that name. */
  static boolean isName(String name) {
    try {
      ModelEntry.checkName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a model of that name was here once and was not removed. */
  boolean isRecorded(String name) {
    return isName(name) && Files.isRegularFile(ModelFolder.of(models, name).manifestFile());
  }
}
