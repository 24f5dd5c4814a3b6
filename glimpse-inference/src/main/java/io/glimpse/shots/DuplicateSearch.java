package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.progress.Notes;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.Duplicates;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.NearPair;
import io.glimpse.review.NearPairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds shots that show the same as another, and pictures to test with that show the same as a
 * shot. Features say which may be doubles, and the pictures, where they are still there, which are:
 * with the embedded encoder, features of different pictures can be nearer than those of a picture
 * and its half.
 */
public final class DuplicateSearch {

  /** Duplicates have had a cosine of 0.87 at least. */
  static final double FLOOR = 0.85;

  /** Nor was a double ever behind the second of a picture's neighbours. */
  static final int NEIGHBOURS = 8;

  private final Bank bank;
  private final ShotPrints prints;
  private final boolean images;

  /**
   * A search.
   *
   * @param decoder reads the pictures again
   * @param notes hear how far it has come
   */
  public DuplicateSearch(Bank bank, ImageDecoder decoder, Notes notes) {
    this(
        bank,
        new ShotPrints(
            Objects.requireNonNull(bank, "bank").shots(),
            Objects.requireNonNull(decoder, "decoder"),
            Objects.requireNonNull(notes, "notes")));
  }

  private DuplicateSearch(Bank bank, ShotPrints prints) {
    this.bank = bank;
    this.prints = prints;
    this.images = BankKind.of(bank) == BankKind.IMAGES;
  }

  /**
   * A search among shots whose pictures are kept elsewhere than in the files that they came from,
   * none of which is touched.
   *
   * @param pictures of the shots, by their place; null where there is none
   * @param notes hear how far it has come
   */
  public static DuplicateSearch of(Bank bank, IntFunction<@Nullable Image> pictures, Notes notes) {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(pictures, "pictures");
    Objects.requireNonNull(notes, "notes");
    return new DuplicateSearch(bank, new ShotPrints(pictures, new ImageDecoder(), notes));
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
        shots, test == null ? 0 : test.inputs().size(), tested, prints.notCompared());
  }

  private List<DuplicateShots> amongShots() {
    List<NearPair> near = NearPairs.within(bank.cache().keys().toMatrix(), FLOOR, NEIGHBOURS);
    if (images) {
      prints.look(near.stream().flatMap(pair -> Stream.of(pair.first(), pair.second())).toList());
    }
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
      ShotPrints.Match match =
          ShotPrints.Match.of(pair, prints.of(pair.first()), prints.of(second));
      if (match != null) {
        across |= other;
        within |= !other;
        doubles.add(
            new DuplicateShots(
                pair.first(), second, pair.cosine(), match.agreement(), match.mirrored(), other));
      }
    }
    doubles.sort(Comparator.comparing(DuplicateShots::across).reversed());
    return doubles;
  }

  private List<LeakedPicture> inTest(TestFeatures test) throws IOException {
    LeakSearch search = new LeakSearch(bank.shots(), images, prints);
    for (int i = 0; i < test.inputs().size(); i++) {
      search.add(test.inputs().get(i), test.rows().rows(i, i + 1));
    }
    return search.find().pictures();
  }
}
