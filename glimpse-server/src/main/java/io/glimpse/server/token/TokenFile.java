package io.glimpse.server.token;

import io.glimpse.file.AtomicFile;
import io.glimpse.file.InputException;
import io.glimpse.file.PathLock;
import io.glimpse.file.Sha256;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import io.glimpse.server.document.Json;
import io.glimpse.server.document.TokensDocument;
import io.glimpse.server.document.TokensDocument.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a service, in a file beside its banks. A token is shown once, when it is made; the
 * file has its digest. What another process changes there counts with the next request.
 */
public final class TokenFile {

  private static final String FILE = "tokens.json";

  /** How every token begins, so that people and scanners know it for what it is. */
  private static final String PREFIX = "glimpse_";

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_FILE = 1 << 20;

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable Read last;

  /** What was read, and of which file. */
  private record Read(FileTime time, long size, Object key, List<Stored> tokens) {}

  /**
   * A token that was just made.
   *
   * @param secret what is to be shown, once
   */
  public record Created(Token token, String secret) {}

  /** That of a folder, which need not be there yet. */
  public TokenFile(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /**
   * Makes a token.
   *
   * @param name who will have it: at most 100 characters, none of control
   */
  public Created create(String name, Scope scope) throws IOException {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a token's name has 1 to " + LONGEST_NAME + " characters, none of control");
    }
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    Stored stored =
        new Stored(
            HexFormat.of().formatHex(bytes(), 0, ID_BYTES),
            name,
            scope.name().toLowerCase(Locale.ROOT),
            digest(secret),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    change(tokens -> tokens.add(stored));
    return new Created(Token.of(stored), secret);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  /** All tokens in the order in which they were made. */
  public List<Token> list() throws IOException {
    return read().stream().map(Token::of).toList();
  }

  /**
   * Ends a token.
   *
   * @return whether there was one of that id
   */
  public boolean revoke(String id) throws IOException {
    boolean[] found = new boolean[1];
    change(tokens -> found[0] = tokens.removeIf(token -> token.id().equals(id)));
    return found[0];
  }

  /** Whether there is any. */
  public boolean isEmpty() throws IOException {
    return read().isEmpty();
  }

  /**
   * The token that somebody shows. All are compared, each in the same time whatever differs, so
   * that the time tells nothing of them.
   */
  public Optional<Token> find(String secret) throws IOException {
    byte[] shown = digest(secret).getBytes(StandardCharsets.US_ASCII);
    Optional<Token> found = Optional.empty();
    for (Stored stored : read()) {
      if (MessageDigest.isEqual(shown, stored.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = Optional.of(Token.of(stored));
      }
    }
    return found;
  }

  private static String digest(String secret) {
    return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** What becomes of the tokens. */
  private interface Change {
    void of(List<Stored> tokens);
  }

  @SuppressWarnings("try") // The lock is held, not used.
  private void change(Change change) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path lockFile = file.resolveSibling("." + FILE + ".lock");
    try (PathLock lock = PathLock.exclusive(lockFile, () -> {})) {
      List<Stored> tokens = new ArrayList<>(read());
      change.of(tokens);
      byte[] bytes = Json.bytes(new TokensDocument(tokens));
      try (AtomicFile written = AtomicFile.create(file)) {
        written.append(ByteBuffer.wrap(bytes));
        written.commit();
      }
      keepPrivate();
    }
  }

  /** Others of the machine need not see even the names. */
  private void keepPrivate() throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private List<Stored> read() throws IOException {
    try {
      var facts = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = facts.fileKey() == null ? "" : facts.fileKey();
      Read known = last;
      if (known != null
          && known.time().equals(facts.lastModifiedTime())
          && known.size() == facts.size()
          && known.key().equals(key)) {
        return known.tokens();
      }
      List<Stored> tokens = StrictJson.record(file, LONGEST_FILE, TokensDocument.class).tokens();
      last = new Read(facts.lastModifiedTime(), facts.size(), key, tokens);
      return tokens;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (MalformedJsonException e) {
      throw new InputException(
          file.toString(), "this is no file of tokens; remove it and make new ones", e);
    } catch (FileSystemException e) {
      throw new InputException(file.toString(), "the tokens cannot be read; see who may", e);
    }
  }
}
