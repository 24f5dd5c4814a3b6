package io.glimpse.model;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the files of a model of the catalogue into its folder, and its manifest last. */
final class ModelPull {

  private final ModelEntry entry;
  private final ModelFolder folder;
  private final HuggingFace huggingFace;
  private final PullOptions options;
  private final Download download;
  private final PullListener listener;

  ModelPull(
      ModelEntry entry,
      ModelFolder folder,
      HuggingFace huggingFace,
      PullOptions options,
      Download download,
      PullListener listener) {
    this.entry = entry;
    this.folder = folder;
    this.huggingFace = huggingFace;
    this.options = options;
    this.download = download;
    this.listener = listener;
  }

  /** Fetches what is missing; the caller holds the model's lock. */
  Manifest run() throws IOException {
    folder.sweep();
    TrustedDigests trusted = TrustedDigests.of(folder);
    Map<ModelFile, String> digests = digests(trusted);
    List<Manifest.Item> items = new ArrayList<>();
    for (ModelFile file : entry.files()) {
      String digest = digests.get(file);
      if (!isHere(file, digest) && !isCopied(file, digest, trusted)) {
        fetch(file, digest, trusted);
      }
      Path target = folder.file(file.name());
      String known = digest == null ? trusted.of(file.name()) : digest;
      items.add(new Manifest.Item(file.name(), Files.size(target), String.valueOf(known)));
    }
    Manifest manifest =
        new Manifest(entry.name(), entry.family(), entry.source(), entry.licence(), items);
    manifest.write(folder.manifestFile());
    folder.deleteParts();
    return manifest;
  }

  /** The checksum of each file as far as it is known, before anything is fetched. */
  private Map<ModelFile, String> digests(TrustedDigests trusted) throws IOException {
    Map<ModelFile, String> digests = new LinkedHashMap<>();
    for (ModelFile file : entry.files()) {
      String given = options.given(entry, file);
      String known = file.sha256() == null ? trusted.of(file.name()) : file.sha256();
      if (given != null && known != null && !given.equals(known)) {
        throw new IOException(
            file.name()
                + ": the SHA-256 that was given is "
                + given
                + ", and "
                + (file.sha256() == null ? "the one recorded at first use" : "the published one")
                + " is "
                + known);
      }
      String digest = given == null ? known : given;
      if (digest != null) {
        digests.put(file, digest);
      } else if (!options.trustOnFirstUse()) {
        Remedy give =
            new Remedy(Remedy.Kind.GIVE_CHECKSUM, file.equals(entry.weights()) ? "" : file.name());
        throw new InputException(
            "",
            file.name() + " of " + entry.name() + " has no published checksum: " + give.phrase(),
            give);
      }
    }
    return digests;
  }

  /** Whether the file is in its place; one with other bytes is deleted. */
  private boolean isHere(ModelFile file, @Nullable String digest) throws IOException {
    Path target = folder.file(file.name());
    if (!Files.exists(target)) {
      return false;
    }
    if (digest != null && digest.equals(Sha256.of(target))) {
      return true;
    }
    listener.note(target + ": is not the file it should be, and is fetched again");
    Files.delete(target);
    return false;
  }

  /** Whether Hugging Face's own tools had fetched the file; it is linked, or copied. */
  private boolean isCopied(ModelFile file, @Nullable String digest, TrustedDigests trusted)
      throws IOException {
    for (Path copy : huggingFace.copies(file)) {
      String actual = Sha256.of(copy);
      if (digest != null && !digest.equals(actual)) {
        listener.note(copy + ": has another checksum, and is left aside");
        continue;
      }
      if (digest == null) {
        trusted.record(file.name(), actual);
      }
      PartialFile part = new PartialFile(folder.part(file.name()));
      part.discard();
      Files.createDirectories(part.file().toAbsolutePath().getParent());
      Path real = copy.toRealPath();
      try {
        Files.createLink(part.file(), real);
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(real, part.file());
        requireDigest(Sha256.of(part.file()), actual, file);
      }
      part.moveTo(folder.file(file.name()));
      listener.note(file.name() + ": taken from " + copy);
      return true;
    }
    return false;
  }

  private void fetch(ModelFile file, @Nullable String digest, TrustedDigests trusted)
      throws IOException {
    URI url = file.location(huggingFace.endpoint());
    if (options.offline()) {
      Remedy allow = new Remedy(Remedy.Kind.ALLOW_NETWORK);
      throw new InputException(
          "",
          file.name()
              + " of "
              + entry.name()
              + " is not on this machine, and "
              + allow.phrase()
              + "; it is at "
              + WebClient.shown(url),
          allow);
    }
    PartialFile part = new PartialFile(folder.part(file.name()));
    boolean resumed = part.size() > 0;
    download.fetch(url, part, file);
    String actual = Sha256.of(part.file());
    if (digest != null && !digest.equals(actual) && resumed) {
      listener.note(file.name() + ": what was resumed has another checksum; starting again");
      part.discard();
      download.fetch(url, part, file);
      actual = Sha256.of(part.file());
    }
    if (digest == null) {
      trusted.record(file.name(), actual);
    } else if (!digest.equals(actual)) {
      part.discard();
      requireDigest(actual, digest, file);
    }
    part.moveTo(folder.file(file.name()));
  }

  private static void requireDigest(String actual, String wanted, ModelFile file)
      throws IOException {
    if (!actual.equals(wanted)) {
      throw new IOException(
          file.name()
              + ": what came has the SHA-256 "
              + actual
              + ", and it must be "
              + wanted
              + "; it was thrown away");
    }
  }
}
