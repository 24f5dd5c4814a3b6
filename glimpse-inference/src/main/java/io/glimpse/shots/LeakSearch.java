package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.file.Input;
import io.glimpse.image.ImageDecoder;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.NearPair;
import io.glimpse.review.NearPairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds those of many pictures that are shots, while they are encoded for something else: copies by
 * their content, and others by features that are near and pictures that agree. Keeps no feature but
 * of a block of pictures. Not safe for several threads.
 */
public final class LeakSearch {

  /** Rows that are compared in one product. */
  private static final int BLOCK = 256;

  private final BankShots shots;
  private final boolean images;
  private final ShotPrints prints;
  private final Matrix keys;

  private final List<Input> inputs = new ArrayList<>();
  private final Map<Integer, LeakedPicture> found = new TreeMap<>();

  /** Shots that are near to a picture, by the picture's place. */
  private final List<NearPair> near = new ArrayList<>();

  private final Matrix block;
  private final List<Integer> placesInBlock = new ArrayList<>();

  /** Among the shots of a bank. */
  public LeakSearch(Bank bank, ImageDecoder decoder, Notes notes) {
    this(
        bank.shots(),
        BankKind.of(bank) == BankKind.IMAGES,
        new ShotPrints(bank.shots(), decoder, notes));
  }

  /**
   * Among shots.
   *
   * @param images whether they are pictures, which can be compared, and not point clouds
   */
  LeakSearch(BankShots shots, boolean images, ShotPrints prints) {
    this.shots = shots;
    this.images = images;
    this.prints = prints;
    this.keys = shots.cache().keys().toMatrix();
    this.block = new Matrix(BLOCK, keys.columns());
  }

  /**
   * Looks at a picture that was just encoded.
   *
   * @param row as the bank's keys are, of any length but 0; null where it is seen in another way,
   *     so that only its content is compared
   * @throws IOException if it cannot be read again
   */
  public void add(Input input, @Nullable Matrix row) throws IOException {
    add(input, ShotId.of(input), row);
  }

  /** As {@link #add(Input, Matrix)}, of a picture whose content was digested already. */
  void add(Input input, String id, @Nullable Matrix row) {
    int place = inputs.size();
    inputs.add(input);
    OptionalInt same = shots.find(id);
    if (same.isPresent()) {
      found.put(place, new LeakedPicture(input.name(), same.getAsInt(), true, 1, null, false));
    } else if (row != null && row.rows() == 1 && row.columns() == keys.columns()) {
      block.setRow(placesInBlock.size(), row, 0);
      placesInBlock.add(place);
      if (placesInBlock.size() == BLOCK) {
        compareBlock();
      }
    }
  }

  private void compareBlock() {
    if (placesInBlock.isEmpty() || keys.rows() == 0) {
      return;
    }
    Matrix rows = block.rows(0, placesInBlock.size());
    for (NearPair pair :
        NearPairs.between(rows, keys, DuplicateSearch.FLOOR, DuplicateSearch.NEIGHBOURS)) {
      near.add(new NearPair(pair.first(), placesInBlock.get(pair.second()), pair.cosine()));
    }
    placesInBlock.clear();
  }

  /** Ends the search: compares the pictures that may be the same. */
  public Leaks find() {
    compareBlock();
    Map<Integer, PicturePrint> asked = new HashMap<>();
    if (images) {
      prints.look(near.stream().map(NearPair::first).toList());
      // Without a shot's picture there is nothing to compare another with.
      asked =
          prints.of(
              near.stream()
                  .filter(pair -> prints.of(pair.first()) != null)
                  .map(NearPair::second)
                  .toList(),
              inputs);
    }
    for (NearPair pair : near) {
      ShotPrints.Match match =
          ShotPrints.Match.of(pair, prints.of(pair.first()), asked.get(pair.second()));
      if (match != null) {
        found.putIfAbsent(
            pair.second(),
            new LeakedPicture(
                inputs.get(pair.second()).name(),
                pair.first(),
                false,
                pair.cosine(),
                match.agreement(),
                match.mirrored()));
      }
    }
    near.clear();
    return new Leaks(inputs.size(), List.copyOf(found.values()), prints.notCompared());
  }
}
