package io.glimpse.featurefile;

import io.glimpse.encoder.Encoder;
import io.glimpse.file.Sha256;
import io.glimpse.file.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;

/** A digest of all that decides the rows of a run: a run with another key starts from nothing. */
public final class EncodingKey {

  private final MessageDigest digest = Sha256.begin();

  /** Of the program, the encoder, and nothing else yet. */
  public EncodingKey(Encoder encoder) {
    add("rows-1").add(Version.current()).add(encoder.fingerprint());
  }

  /** Adds an option's value. */
  public EncodingKey add(Object value) {
    digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
    // No text holds this byte in UTF-8, so that two values never read like two others.
    digest.update((byte) 0xff);
    return this;
  }

  /** Adds a file by path, length and time of its last change; it need not be there. */
  public EncodingKey addFile(Path file) {
    add(file);
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      return add(facts.size()).add(facts.lastModifiedTime());
    } catch (IOException e) {
      return add("unreadable");
    }
  }

  /** The 32 bytes; ends this object's use. */
  public byte[] bytes() {
    return digest.digest();
  }
}
