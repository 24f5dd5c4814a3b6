package io.glimpse.data;

import java.util.Locale;

/**
 * A name as people write it: {@code Caltech-101} and {@code caltech101}, {@code ViT-B/32} and
 * {@code vit_b_32} are the same.
 */
public final class LooseName {

  private LooseName() {}

  /** The name in lower case, without what people write in different ways between its parts. */
  public static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ /@]", "");
  }

  /** Whether two names are the same to people. */
  public static boolean same(String a, String b) {
    return of(a).equals(of(b));
  }
}
