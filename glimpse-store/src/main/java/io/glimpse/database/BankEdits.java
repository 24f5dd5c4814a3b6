package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.shots.BankStore.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Changes for {@link BankDatabase#change}, beside {@code BankAddition::to}, which adds shots, and
 * {@code BankRenaming::to}, which encodes the texts of another name.
 *
 * <p>Unlike the bank of a file, one that is kept here may have classes without shots. A bank that
 * was trained on its shots is refused as {@link Trouble#NOT_ALLOWED}.
 */
public final class BankEdits {

  private BankEdits() {}

  /** A bank of classes that are yet to be taught. */
  public static Bank untaught(
      EncoderId encoder, BankTexts texts, Fitted fitted, Provenance provenance) {
    BankShots none = BankShots.of(Cache.empty(texts.features().dimension()), List.of());
    return new Bank(encoder, texts, none, fitted, provenance, null);
  }

  /** Takes a shot away, be it the last of its class. */
  public static Change removeShot(String id) {
    return bank -> {
      requireUntrained(bank);
      int shot = shot(bank, id);
      if (hasOthers(bank, shot)) {
        return bank.withoutShot(id);
      }
      int[] rest = IntStream.range(0, bank.shots().size()).filter(i -> i != shot).toArray();
      return rebuilt(
          bank, bank.texts(), rest, IntStream.of(rest).map(bank.cache()::label).toArray());
    };
  }

  /** Gives a shot to another class of the bank, be it the last of its own. */
  public static Change relabel(String id, String className) {
    return bank -> {
      requireUntrained(bank);
      int shot = shot(bank, id);
      int label = label(bank, className);
      if (bank.cache().label(shot) == label || hasOthers(bank, shot)) {
        return bank.relabel(id, className);
      }
      int[] labels = bank.cache().labels();
      labels[shot] = label;
      return rebuilt(bank, bank.texts(), IntStream.range(0, labels.length).toArray(), labels);
    };
  }

  /** Calls a class otherwise; its texts stay. */
  public static Change rename(String className, String otherName) {
    return bank -> {
      label(bank, className);
      StoreNames.requireClass(otherName);
      if (!className.equals(otherName) && bank.classes().index(otherName).isPresent()) {
        throw new BankDatabaseException(
            Trouble.ALREADY_EXISTS,
            "there is a class '"
                + otherName
                + "' already; two classes do not become one by a name");
      }
      return bank.rename(className, otherName);
    };
  }

  /** Takes a class away with its shots, but not the only one. */
  public static Change removeClass(String className) {
    return bank -> {
      requireUntrained(bank);
      label(bank, className);
      if (bank.classes().isSingle()) {
        throw new BankDatabaseException(
            Trouble.NOT_ALLOWED,
            "'" + className + "' is the only class; a bank needs at least one");
      }
      return bank.withoutClass(className);
    };
  }

  /**
   * Puts a class without shots behind the others.
   *
   * @param prompts what its text rows were made of
   * @param promptRows a unit row of each prompt
   */
  public static Change addClass(String className, List<String> prompts, Matrix promptRows) {
    return bank -> {
      requireUntrained(bank);
      StoreNames.requireClass(className);
      if (bank.classes().index(className).isPresent()) {
        throw new BankDatabaseException(
            Trouble.ALREADY_EXISTS, "there is a class '" + className + "' already");
      }
      List<List<String>> longer = new ArrayList<>(bank.prompts());
      longer.add(prompts);
      BankTexts texts =
          new BankTexts(bank.text().with(className, promptRows), longer, bank.templates());
      int[] all = IntStream.range(0, bank.shots().size()).toArray();
      return rebuilt(bank, texts, all, bank.cache().labels());
    };
  }

  /**
   * Has a bank of just these classes, in this order: those that it has keep their texts and shots,
   * new ones come without shots, and the others go with theirs.
   *
   * @param names at least one
   * @param others texts of the classes that the bank lacks, in any order
   */
  public static Change classes(List<String> names, BankTexts others) {
    return bank -> {
      if (bank.classes().names().equals(names)) {
        return bank;
      }
      requireUntrained(bank);
      List<List<String>> prompts = new ArrayList<>();
      List<Matrix> rows = new ArrayList<>();
      Matrix weights = new Matrix(names.size(), bank.text().dimension());
      int[] labels = new int[bank.classes().size()];
      java.util.Arrays.fill(labels, -1);
      for (int c = 0; c < names.size(); c++) {
        String name = StoreNames.requireClass(names.get(c));
        int known = bank.classes().index(name).orElse(-1);
        BankTexts from = known >= 0 ? bank.texts() : others;
        int at = from.require(name);
        prompts.add(from.prompts().get(at));
        rows.add(from.features().prompts().get(at));
        weights.setRow(c, from.features().weights(), at);
        if (known >= 0) {
          labels[known] = c;
        }
      }
      TextFeatures features = new TextFeatures(ClassSet.of(names), weights, rows);
      int[] kept =
          IntStream.range(0, bank.shots().size())
              .filter(shot -> labels[bank.cache().label(shot)] >= 0)
              .toArray();
      return rebuilt(
          bank,
          new BankTexts(features, prompts, bank.templates()),
          kept,
          IntStream.of(kept).map(shot -> labels[bank.cache().label(shot)]).toArray());
    };
  }

  /** A bank of some of the shots, each with a label among other texts. */
  private static Bank rebuilt(Bank bank, BankTexts texts, int[] kept, int[] labels) {
    LocalShots local = bank.shots().local();
    Cache all = bank.cache();
    Cache cache =
        kept.length == 0
            ? Cache.empty(all.dimension())
            : Cache.of(all.keys().toMatrix().select(kept), Labels.of(labels));
    List<Shot> shots = IntStream.of(kept).mapToObj(bank.shots()::get).toList();
    return new Bank(
        bank.encoder(),
        texts,
        BankShots.of(cache, shots).withLocal(local == null ? null : local.select(kept)),
        bank.fitted().forOtherShots(),
        bank.provenance(),
        bank.clouds());
  }

  private static boolean hasOthers(Bank bank, int shot) {
    int label = bank.cache().label(shot);
    return IntStream.range(0, bank.shots().size())
        .anyMatch(i -> i != shot && bank.cache().label(i) == label);
  }

  private static int shot(Bank bank, String id) throws BankDatabaseException {
    return bank.shots()
        .find(id)
        .orElseThrow(
            () ->
                new BankDatabaseException(
                    Trouble.NOT_FOUND, "there is no shot '" + id + "' in this bank"));
  }

  private static int label(Bank bank, String className) throws BankDatabaseException {
    if (bank.classes().index(className).isPresent()) {
      return bank.texts().require(className);
    }
    try {
      return bank.texts().require(className);
    } catch (IllegalArgumentException e) {
      throw new BankDatabaseException(Trouble.NOT_FOUND, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireUntrained(Bank bank) throws BankDatabaseException {
    try {
      bank.requireUntrained();
    } catch (IllegalArgumentException e) {
      throw new BankDatabaseException(Trouble.NOT_ALLOWED, String.valueOf(e.getMessage()), e);
    }
  }
}
