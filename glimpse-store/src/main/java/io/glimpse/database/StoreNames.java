package io.glimpse.database;

import io.glimpse.database.BankDatabaseException.Trouble;
import org.jspecify.annotations.Nullable;

/** What banks, their classes and their snapshots may be called when somebody names them anew. */
public final class StoreNames {

  /** Characters of a name at most. */
  public static final int MOST = 200;

  private StoreNames() {}

  /**
   * The name of a bank.
   *
   * @throws BankDatabaseException as {@link Trouble#INVALID_NAME}, if it is empty, longer than
   *     {@value #MOST} characters, all dots, begins or ends with a blank, or holds a slash, a
   *     backslash, or a character that is not seen: of control, of direction, of half a pair
   */
  public static String requireBank(String name) throws BankDatabaseException {
    return require(name, "a bank");
  }

  /**
   * The name of a class; see {@link #requireBank}. Banks that come from files keep the names that
   * they have.
   */
  public static String requireClass(String name) throws BankDatabaseException {
    return require(name, "a class");
  }

  /** The name of a snapshot; see {@link #requireBank}. */
  public static String requireSnapshot(String name) throws BankDatabaseException {
    return require(name, "a snapshot");
  }

  private static String require(String name, String of) throws BankDatabaseException {
    String why = fault(name);
    if (why != null) {
      throw new BankDatabaseException(
          Trouble.INVALID_NAME, "this cannot be the name of " + of + ": it " + why);
    }
    return name;
  }

  private static @Nullable String fault(String name) {
    if (name.isBlank()) {
      return "is empty";
    }
    if (name.length() > MOST) {
      return "has " + name.length() + " characters; at most " + MOST + " are allowed";
    }
    if (name.chars().allMatch(c -> c == '.')) {
      return "is made of dots alone";
    }
    if (!name.strip().equals(name)) {
      return "begins or ends with a blank";
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return "holds a slash";
    }
    for (int point : name.codePoints().toArray()) {
      if (isUnseen(point)) {
        return String.format("holds the character U+%04X, which is not seen", point);
      }
    }
    return null;
  }

  /** Control characters, line and paragraph separators, marks of direction, halves of pairs. */
  private static boolean isUnseen(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || point == 0x061C
        || (point >= 0x200E && point <= 0x200F)
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0xFEFF;
  }
}
