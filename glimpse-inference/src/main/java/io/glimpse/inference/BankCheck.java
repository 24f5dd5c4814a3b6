package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.progress.Notes;
import io.glimpse.review.BankReview;
import io.glimpse.review.Duplicates;
import io.glimpse.shots.DuplicateSearch;
import io.glimpse.shots.PictureReadings;
import io.glimpse.shots.TestFeatures;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a bank: wrong labels, doubles, outliers, classes that are hard to tell apart
 * or have too few shots. It changes nothing.
 *
 * @param review what features, labels and texts say
 * @param doubles what they and the pictures say of doubles
 */
public record BankCheck(BankReview review, Duplicates doubles) {

  /**
   * Checks a bank by itself; no encoder is needed.
   *
   * @param decoder reads the shots' pictures where their files are still what they were
   * @param notes hear how far it has come
   * @throws IllegalArgumentException if it has too many shots and classes
   */
  public static BankCheck of(Bank bank, ImageDecoder decoder, Notes notes) throws IOException {
    return new BankCheck(BankReview.of(bank), new DuplicateSearch(bank, decoder, notes).find(null));
  }

  /**
   * Checks a bank whose shots' pictures are kept elsewhere than in the files that they came from.
   *
   * @param pictures of the shots, by their place; null where there is none
   * @param notes hear how far it has come
   * @throws IllegalArgumentException if it has too many shots and classes
   */
  public static BankCheck of(Bank bank, IntFunction<@Nullable Image> pictures, Notes notes)
      throws IOException {
    return new BankCheck(BankReview.of(bank), DuplicateSearch.of(bank, pictures, notes).find(null));
  }

  /**
   * Checks a bank, and whether pictures to test with are among its shots.
   *
   * @param name of the bank, for messages
   * @param pipeline into the bank's encoder
   * @param test the pictures; those that cannot be used are told to the notes
   * @throws IOException if the bank is of another encoder, or its clouds cannot be drawn any more
   * @throws IllegalArgumentException if it has too many shots and classes
   */
  public static BankCheck of(
      Bank bank, String name, ImagePipeline pipeline, List<Input> test, Notes notes)
      throws IOException {
    BankReview review = BankReview.of(bank);
    TestFeatures features = TestFeatures.of(bank, name, pipeline, test, notes);
    return new BankCheck(
        review,
        new DuplicateSearch(
                bank, PictureReadings.alike(bank, name, pipeline, Notes.SILENT).reader(), notes)
            .find(features));
  }
}
