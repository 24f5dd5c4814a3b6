package io.glimpse.bank;

/**
 * Where a shot of a bank came from.
 *
 * @param id names it within the bank, such as {@code 3fa9c2d17b}: the beginning of its file's
 *     SHA-256
 * @param source the file's path as it was given
 */
public record Shot(String id, String source) {

  public Shot {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a shot needs an id");
    }
  }
}
