package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.file.Input;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Workers;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.Duplicates;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.NearPair;
import io.glimpse.review.NearPairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds shots that show the same as another, and pictures to test with that show the same as a
 * shot. Features say which may be doubles, and the pictures, where they are still there, which are:
 * with the embedded encoder, features of different pictures can be nearer than those of a picture
 * and its half.
 */
public final class DuplicateSearch {

  /** Duplicates have had a cosine of 0.87 at least. */
  private static final double FLOOR = 0.85;

  /** Nor was a double ever behind the second of a picture's neighbours. */
  private static final int NEIGHBOURS = 8;

  /** Pictures that are read between two reports of how far it is. */
  private static final int TOGETHER = 32;

  private final Bank bank;
  private final ImageDecoder decoder;
  private final Notes notes;
  private final ShotPictures pictures;
  private final boolean images;
  private final Map<Integer, PicturePrint> prints = new HashMap<>();
  private final Set<Integer> looked = new HashSet<>();
  private final Set<Integer> notCompared = new TreeSet<>();

  /**
   * A search.
   *
   * @param decoder reads the pictures again
   * @param notes hear how far it has come
   */
  public DuplicateSearch(Bank bank, ImageDecoder decoder, Notes notes) {
    this.bank = Objects.requireNonNull(bank, "bank");
    this.decoder = Objects.requireNonNull(decoder, "decoder");
    this.notes = Objects.requireNonNull(notes, "notes");
    this.pictures = new ShotPictures(bank, decoder);
    this.images = BankKind.of(bank) == BankKind.IMAGES;
  }

  /**
   * Duplicates among the shots, and between shots and pictures to test with.
   *
   * @param test null for none
   * @throws IOException if a picture to test with cannot be read again
   */
  public Duplicates find(@Nullable TestFeatures test) throws IOException {
    List<DuplicateShots> shots = amongShots();
    List<LeakedPicture> tested = test == null ? List.of() : inTest(test);
    return new Duplicates(
        shots, test == null ? 0 : test.inputs().size(), tested, List.copyOf(notCompared));
  }

  private List<DuplicateShots> amongShots() {
    List<NearPair> near = NearPairs.within(bank.cache().keys().toMatrix(), FLOOR, NEIGHBOURS);
    look(near);
    List<DuplicateShots> doubles = new ArrayList<>();
    int second = -1;
    boolean within = false;
    boolean across = false;
    for (NearPair pair : near) {
      if (pair.second() != second) {
        second = pair.second();
        within = false;
        across = false;
      }
      boolean other = bank.cache().label(pair.first()) != bank.cache().label(second);
      if (other ? across : within) {
        continue;
      }
      Match match = match(pair, prints.get(pair.first()), prints.get(second));
      if (match != null) {
        across |= other;
        within |= !other;
        doubles.add(
            new DuplicateShots(
                pair.first(), second, pair.cosine(), match.agreement, match.mirrored, other));
      }
    }
    doubles.sort(Comparator.comparing(DuplicateShots::across).reversed());
    return doubles;
  }

  private List<LeakedPicture> inTest(TestFeatures test) throws IOException {
    List<NearPair> near =
        NearPairs.between(test.rows(), bank.cache().keys().toMatrix(), FLOOR, NEIGHBOURS);
    look(near.stream().map(pair -> new NearPair(pair.first(), pair.first(), 1)).toList());
    Map<Integer, PicturePrint> asked =
        images ? prints(near, NearPair::second, i -> print(test.inputs().get(i))) : Map.of();
    Map<Integer, LeakedPicture> found = new HashMap<>();
    for (NearPair pair : near) {
      Match match = match(pair, prints.get(pair.first()), asked.get(pair.second()));
      if (match != null) {
        found.putIfAbsent(
            pair.second(),
            new LeakedPicture(
                test.inputs().get(pair.second()).name(),
                pair.first(),
                false,
                pair.cosine(),
                match.agreement,
                match.mirrored));
      }
    }
    List<LeakedPicture> doubles = new ArrayList<>();
    for (int i = 0; i < test.inputs().size(); i++) {
      Input input = test.inputs().get(i);
      OptionalInt same = bank.shots().find(ShotId.of(input));
      LeakedPicture other = found.get(i);
      if (same.isPresent()) {
        doubles.add(new LeakedPicture(input.name(), same.getAsInt(), true, 1, null, false));
      } else if (other != null) {
        doubles.add(other);
      }
    }
    return doubles;
  }

  private @Nullable PicturePrint print(Input input) {
    try {
      return PicturePrint.of(decoder.read(input));
    } catch (ImageException e) {
      // It was read a moment ago, when its features were made.
      return null;
    }
  }

  /**
   * What the pictures, or else the features, say.
   *
   * @param agreement null where there were no pictures to compare
   */
  private record Match(@Nullable Double agreement, boolean mirrored) {}

  private static @Nullable Match match(
      NearPair pair, @Nullable PicturePrint one, @Nullable PicturePrint other) {
    if (one != null && other != null && !one.isFlat() && !other.isFlat()) {
      double straight = one.agreement(other);
      double mirrored = one.mirroredAgreement(other);
      double best = Math.max(straight, mirrored);
      boolean same = best >= PicturePrint.SAME || pair.isSame();
      return same ? new Match(Math.min(1, best), mirrored > straight) : null;
    }
    return pair.isSame() ? new Match(null, false) : null;
  }

  /** Reads the pictures of all shots that are in a pair. */
  private void look(List<NearPair> near) {
    if (!images) {
      return;
    }
    List<NearPair> both = new ArrayList<>(near);
    near.forEach(pair -> both.add(new NearPair(pair.second(), pair.second(), 1)));
    Map<Integer, PicturePrint> more =
        prints(
            both.stream().filter(pair -> !looked.contains(pair.first())).toList(),
            NearPair::first,
            shot -> {
              var picture = pictures.read(shot);
              return picture == null ? null : PicturePrint.of(picture);
            });
    prints.putAll(more);
    for (NearPair pair : both) {
      looked.add(pair.first());
      if (!prints.containsKey(pair.first())) {
        notCompared.add(pair.first());
      }
    }
  }

  private Map<Integer, PicturePrint> prints(
      List<NearPair> near, ToIntFunction<NearPair> side, IntFunction<@Nullable PicturePrint> read) {
    int[] wanted = near.stream().mapToInt(side).distinct().sorted().toArray();
    @Nullable PicturePrint[] made = new @Nullable PicturePrint[wanted.length];
    try (Progress progress = notes.progress("compare", wanted.length)) {
      for (int from = 0; from < wanted.length; from += TOGETHER) {
        int first = from;
        int count = Math.min(TOGETHER, wanted.length - first);
        Workers.shared().forEach(count, i -> made[first + i] = read.apply(wanted[first + i]));
        progress.to((long) first + count);
      }
    }
    Map<Integer, PicturePrint> byPlace = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      PicturePrint print = made[i];
      if (print != null) {
        byPlace.put(wanted[i], print);
      }
    }
    return byPlace;
  }
}
