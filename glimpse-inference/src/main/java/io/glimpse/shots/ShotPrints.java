package io.glimpse.shots;

import io.glimpse.bank.BankShots;
import io.glimpse.file.Input;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Workers;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import io.glimpse.review.NearPair;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The prints of shots and of pictures that may be the same, each made once when it is wanted. */
final class ShotPrints {

  /** Pictures that are read between two reports of how far it is. */
  private static final int TOGETHER = 32;

  private final ImageDecoder decoder;
  private final Notes notes;
  private final IntFunction<@Nullable Image> pictures;
  private final Map<Integer, PicturePrint> prints = new HashMap<>();
  private final Set<Integer> looked = new HashSet<>();
  private final Set<Integer> notCompared = new TreeSet<>();

  /** Of some shots; nothing is read yet. */
  ShotPrints(BankShots shots, ImageDecoder decoder, Notes notes) {
    this(new ShotPictures(shots, decoder)::read, decoder, notes);
  }

  /**
   * Of shots whose pictures somebody keeps.
   *
   * @param pictures of the shots; null where there is none
   * @param decoder of other pictures
   */
  ShotPrints(IntFunction<@Nullable Image> pictures, ImageDecoder decoder, Notes notes) {
    this.decoder = decoder;
    this.notes = notes;
    this.pictures = pictures;
  }

  /** Reads the pictures of shots, those alone that were not read yet. */
  void look(Collection<Integer> shots) {
    Set<Integer> wanted = new TreeSet<>(shots);
    wanted.removeAll(looked);
    prints.putAll(
        make(
            wanted,
            shot -> {
              Image picture = pictures.apply(shot);
              return picture == null ? null : PicturePrint.of(picture);
            }));
    looked.addAll(wanted);
    wanted.stream().filter(shot -> !prints.containsKey(shot)).forEach(notCompared::add);
  }

  /** The print of a shot that was looked at; null if its picture is no more what it was. */
  @Nullable PicturePrint of(int shot) {
    return prints.get(shot);
  }

  /** Shots that were looked at without a picture to see, in order. */
  List<Integer> notCompared() {
    return List.copyOf(notCompared);
  }

  /** The prints of other pictures, by their place; those that cannot be read again are left out. */
  Map<Integer, PicturePrint> of(Collection<Integer> places, List<? extends Input> inputs) {
    return make(
        new TreeSet<>(places),
        place -> {
          try {
            return PicturePrint.of(decoder.read(inputs.get(place)));
          } catch (ImageException e) {
            // It was read a moment ago, when its features were made.
            return null;
          }
        });
  }

  private Map<Integer, PicturePrint> make(
      Set<Integer> places, IntFunction<@Nullable PicturePrint> read) {
    int[] wanted = places.stream().mapToInt(Integer::intValue).toArray();
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

  /**
   * What the pictures of a pair, or else its features, say of whether the two are the same.
   *
   * @param agreement null where there were no pictures to compare
   */
  record Match(@Nullable Double agreement, boolean mirrored) {

    /** Null if they are not the same. */
    static @Nullable Match of(
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
  }
}
