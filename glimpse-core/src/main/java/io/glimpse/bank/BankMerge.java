package io.glimpse.bank;

import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts two banks together, see {@link Bank#merge}. */
final class BankMerge {

  private BankMerge() {}

  static Bank of(Bank bank, Bank other) {
    bank.encoder().requireSame(other.encoder(), "the other bank");
    CloudDrawing clouds = bank.clouds();
    if (clouds == null ? other.clouds() != null : !clouds.isLike(other.clouds())) {
      throw new IllegalArgumentException(
          "the other bank holds "
              + held(other.clouds())
              + ", this one "
              + held(bank.clouds())
              + "; only banks of one kind can be merged");
    }
    if (!bank.provenance().reading().equals(other.provenance().reading())) {
      throw new IllegalArgumentException(
          "the pictures of the other bank were read with "
              + read(other.provenance().reading())
              + ", those of this one with "
              + read(bank.provenance().reading())
              + "; build one of them anew");
    }
    Map<String, List<Integer>> missing = missing(bank, other);
    Matrix keys = other.cache().keys().toMatrix();
    LocalShots local = other.shots().local();
    requireSameTiles(bank.shots().local(), local);
    // A bank that looks at places needs those of all its shots.
    Bank merged = local == null ? bank.withLocal(null) : bank;
    for (int c = 0; c < other.classes().size(); c++) {
      String name = other.classes().name(c);
      List<Integer> more = missing.getOrDefault(name, List.of());
      if (!more.isEmpty()) {
        merged =
            merged.with(
                name,
                other.prompts().get(c),
                other.text().prompts().get(c),
                keys.select(more.stream().mapToInt(Integer::intValue).toArray()),
                more.stream().map(other.shots()::get).toList(),
                local == null ? List.of() : more.stream().map(local::get).toList());
      }
    }
    return merged;
  }

  private static void requireSameTiles(@Nullable LocalShots here, @Nullable LocalShots there) {
    if (here != null && there != null && !here.tiling().equals(there.tiling())) {
      throw new IllegalArgumentException(
          String.format(
              "the pictures of the other bank were looked at in tiles '%s', those of this one in"
                  + " tiles '%s'; build one of them anew",
              there.tiling().label(), here.tiling().label()));
    }
  }

  /** The shots of the other bank that this one lacks, by the names of their classes. */
  private static Map<String, List<Integer>> missing(Bank bank, Bank other) {
    Map<String, List<Integer>> byClass = new HashMap<>();
    for (int i = 0; i < other.shots().size(); i++) {
      Shot shot = other.shots().get(i);
      String name = other.className(i);
      Optional<String> here = bank.classOf(shot.id());
      if (here.isEmpty()) {
        byClass.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      } else if (!here.get().equals(name)) {
        throw new IllegalArgumentException(
            String.format(
                "shot '%s' (%s) is of class '%s' in this bank, but of class '%s' in the other;"
                    + " remove it from one of them",
                shot.id(), shot.source(), here.get(), name));
      }
    }
    return byClass;
  }

  private static String read(PictureReading reading) {
    return (reading.background().isEmpty() ? "no background" : "background " + reading.background())
        + " and 16 bits scaled to "
        + reading.scale16();
  }

  private static String held(@Nullable CloudDrawing clouds) {
    return clouds == null
        ? "pictures"
        : String.format(
            "point clouds drawn with preset %s, up %s, %d points, seed %d, %s",
            clouds.preset(), clouds.up(), clouds.points(), clouds.seed(), clouds.fusion().label());
  }
}
