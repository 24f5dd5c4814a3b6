package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Examples that are encoded and ready to be put into a bank, which may have changed meanwhile.
 *
 * @param encodedFor the bank as it was when they were encoded
 * @param className the class, as that bank spells it or new
 * @param prompts what the class's text rows were made of
 * @param promptRows a unit row of each prompt; null where there is no example
 * @param keys a unit row of each example; null where there is none
 * @param shots where the examples came from
 * @param places of each example, where the bank looks at small places; else null
 */
public record BankAddition(
    Bank encodedFor,
    String className,
    List<String> prompts,
    @Nullable Matrix promptRows,
    @Nullable Matrix keys,
    List<Shot> shots,
    @Nullable LocalShots places) {

  /**
   * Several as one, in their order; what comes twice is added once.
   *
   * @param some of one class, encoded for the same bank; at least one
   */
  public static BankAddition joined(List<BankAddition> some) {
    BankAddition first = some.get(0);
    Set<String> ids = new HashSet<>();
    List<BankAddition> fresh =
        some.stream()
            .filter(one -> !one.isEmpty() && ids.addAll(one.shots.stream().map(Shot::id).toList()))
            .toList();
    if (fresh.isEmpty()) {
      return first;
    }
    List<Shot> shots = fresh.stream().flatMap(one -> one.shots.stream()).toList();
    Matrix keys = new Matrix(shots.size(), Objects.requireNonNull(fresh.get(0).keys).columns());
    int row = 0;
    for (BankAddition one : fresh) {
      keys.setRows(row, Objects.requireNonNull(one.keys));
      row += one.shots.size();
    }
    return new BankAddition(
        first.encodedFor,
        first.className,
        fresh.get(0).prompts,
        fresh.get(0).promptRows,
        keys,
        shots,
        fresh.get(0).places == null
            ? null
            : LocalShots.joined(fresh.stream().map(BankAddition::places).toList()));
  }

  /** Whether there is anything to add. */
  public boolean isEmpty() {
    return keys == null;
  }

  /**
   * A bank with these examples; those that it got meanwhile are left out.
   *
   * @param bank that they were encoded for, as it is now
   * @throws IllegalArgumentException if it is another one now, lost the class, holds one of them as
   *     a shot of another class, or was trained
   */
  public Bank to(Bank bank) {
    if (keys == null || promptRows == null) {
      return bank;
    }
    requireSame(bank);
    String name = nameIn(bank);
    for (Shot shot : shots) {
      String holder = bank.classOf(shot.id()).orElse(name);
      if (!holder.equals(name)) {
        throw new IllegalArgumentException(
            shot.source() + " became a shot of '" + holder + "' meanwhile; remove it there first");
      }
    }
    int[] missing =
        IntStream.range(0, shots.size())
            .filter(i -> bank.classOf(shots.get(i).id()).isEmpty())
            .toArray();
    return missing.length == 0
        ? bank
        : bank.with(
            name,
            prompts,
            promptRows,
            keys.select(missing),
            IntStream.of(missing).mapToObj(shots::get).toList(),
            places == null ? List.of() : IntStream.of(missing).mapToObj(places::get).toList());
  }

  /** Features are made anew for another encoder, other augmentations or views, or for places. */
  private void requireSame(Bank bank) {
    bank.encoder().requireSame(encodedFor.encoder(), "the bank that was encoded for");
    int augmentations = bank.provenance().views();
    boolean sameAugmentations =
        augmentations == encodedFor.provenance().views()
            && (augmentations == 1 || bank.provenance().seed() == encodedFor.provenance().seed());
    LocalShots local = bank.shots().local();
    boolean samePlaces =
        local == null || (places != null && places.tiling().equals(local.tiling()));
    if (!sameAugmentations || !samePlaces || !Objects.equals(bank.clouds(), encodedFor.clouds())) {
      throw new IllegalArgumentException(
          "the bank was replaced by another one meanwhile; add the examples again");
    }
  }

  /** The class as the bank spells it now, which somebody may just have added or taken away. */
  private String nameIn(Bank bank) {
    boolean wasKnown = encodedFor.classes().index(className).isPresent();
    if (wasKnown && bank.classes().index(className).isEmpty()) {
      throw new IllegalArgumentException(
          "class '" + className + "' was renamed or removed meanwhile; add the examples again");
    }
    return bank.classes().find(className).stream()
        .mapToObj(bank.classes()::name)
        .findFirst()
        .orElse(className);
  }
}
