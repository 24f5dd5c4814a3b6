package io.glimpse.database;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a database of banks lies: a file below a folder, or a server. */
public final class StoreLocation {

  /** The file below the folder. */
  static final String FILE = "banks.sqlite";

  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** Not for messages: it may hold a password. */
  private final String url;

  private final String name;
  private final boolean isServer;

  private StoreLocation(String url, String name, boolean isServer) {
    this.url = url;
    this.name = name;
    this.isServer = isServer;
  }

  /** The SQLite file {@code banks.sqlite} of a folder, which is made with it. */
  public static StoreLocation folder(Path folder) {
    Path file = Objects.requireNonNull(folder, "folder").toAbsolutePath().resolve(FILE);
    return new StoreLocation("jdbc:sqlite:" + file, file.toString(), false);
  }

  /**
   * What a user typed: {@code jdbc:postgresql://host/database?user=...}, or a folder.
   *
   * @throws IllegalArgumentException if it is the address of another kind of database
   */
  public static StoreLocation parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.startsWith(POSTGRESQL)) {
      int secrets = text.indexOf('?');
      String shown = secrets < 0 ? text : text.substring(0, secrets);
      return new StoreLocation(text, shown.replaceFirst("//[^/@]*@", "//"), true);
    }
    if (text.startsWith("jdbc:") || text.contains("://")) {
      throw new IllegalArgumentException(
          "banks are kept in a folder or at jdbc:postgresql://HOST/DATABASE, not at "
              + text.substring(0, text.indexOf(':') + 1)
              + "...");
    }
    try {
      return folder(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' cannot be the name of a folder", e);
    }
  }

  /** The folder of the file; null of a server. */
  @Nullable Path folder() {
    return isServer ? null : Path.of(name).getParent();
  }

  String url() {
    return url;
  }

  /** Whether it is a server, which others may share. */
  public boolean isServer() {
    return isServer;
  }

  /** The file, or the server and the database without user and password. */
  @Override
  public String toString() {
    return name;
  }
}
