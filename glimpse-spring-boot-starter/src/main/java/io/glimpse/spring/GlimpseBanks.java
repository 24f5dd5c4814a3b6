package io.glimpse.spring;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.file.InputException;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Classifiers by the names of banks. Each is made once and kept until its bank is another, which is
 * looked for at every call by time and length of its file, not by reading it. Many threads may
 * share one.
 */
public final class GlimpseBanks {

  private final Glimpse glimpse;
  private final Map<String, Path> files;
  private final @Nullable BankStore store;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /** A bank that is there: where, and as what. */
  private record Place(BankStore store, String name, Object version) {}

  /** A classifier, and the bank that it was made of. */
  private record Kept(Object version, ImageClassifier classifier) {}

  /**
   * Banks of an opened encoder.
   *
   * @param glimpse not closed here
   * @param files of single banks, by name
   * @param store of all other banks, where a name may lack the ending {@value BankFiles#ENDING};
   *     null for none
   */
  public GlimpseBanks(Glimpse glimpse, Map<String, Path> files, @Nullable BankStore store) {
    this.glimpse = glimpse;
    this.files = Map.copyOf(files);
    this.store = store;
  }

  /**
   * The names of all banks, sorted and without the ending {@value BankFiles#ENDING}.
   *
   * @throws IOException if the store cannot be listed
   */
  public List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>(files.keySet());
    if (store != null) {
      for (String name : store.names()) {
        names.add(
            name.endsWith(BankFiles.ENDING)
                ? name.substring(0, name.length() - BankFiles.ENDING.length())
                : name);
      }
    }
    return List.copyOf(names);
  }

  /**
   * The classifier of a bank as it is now.
   *
   * @throws IOException if there is no such bank, or it is damaged or of another encoder
   */
  public ImageClassifier classifier(String name) throws IOException {
    return find(name)
        .orElseThrow(() -> new InputException(name, "there is no bank of this name; build one"));
  }

  /**
   * The classifier of a bank as it is now.
   *
   * @return empty if there is no such bank
   * @throws IOException if it is damaged or of another encoder, or the name cannot be a bank's
   */
  public Optional<ImageClassifier> find(String name) throws IOException {
    Place place = place(name);
    if (place == null) {
      kept.remove(name);
      return Optional.empty();
    }
    Kept before = kept.get(name);
    return Optional.of(
        before != null && before.version().equals(place.version())
            ? before.classifier()
            : load(name));
  }

  /** Makes a classifier, one at a time: who waited for another finds it made. */
  private synchronized ImageClassifier load(String name) throws IOException {
    // The version is taken before the bank is read: one that is replaced in between is read again.
    Place place = place(name);
    if (place == null) {
      throw new InputException(name, "this bank was removed while it was asked for");
    }
    Kept before = kept.get(name);
    if (before != null && before.version().equals(place.version())) {
      return before.classifier();
    }
    ImageClassifier classifier;
    try {
      classifier = glimpse.classifier(new ClassifierSpec.OfBank(place.name()), place.store());
    } catch (IllegalArgumentException e) {
      throw new InputException(name, String.valueOf(e.getMessage()), e);
    }
    kept.put(name, new Kept(place.version(), classifier));
    return classifier;
  }

  private @Nullable Place place(String name) throws IOException {
    Path file = files.get(name);
    if (file != null) {
      return place(BankFiles.beside(file, () -> {}), BankFiles.name(file));
    }
    if (store == null) {
      return null;
    }
    Place exact = place(store, name);
    return exact != null ? exact : place(store, name + BankFiles.ENDING);
  }

  private static @Nullable Place place(BankStore store, String name) throws IOException {
    Object version = store.version(name).orElse(null);
    return version == null ? null : new Place(store, name, version);
  }
}
