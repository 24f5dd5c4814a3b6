package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.PictureReading;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.InputException;
import io.glimpse.image.Background;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Scale16;
import io.glimpse.local.LocalShots;
import io.glimpse.local.Tiling;
import io.glimpse.progress.Notes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads pictures as those of a bank were read. */
public final class PictureReadings {

  private PictureReadings() {}

  /** What a bank remembers of a way to read pictures; null for the usual way. */
  public static @Nullable PictureReading of(DecodeOptions options) {
    Background background = options.background();
    PictureReading reading =
        new PictureReading(
            background == null ? "" : background.toString(), options.scaling().label());
    return reading.equals(PictureReading.USUAL) ? null : reading;
  }

  /**
   * A pipeline that reads pictures as a bank's were read, in whatever the pipeline was left at its
   * usual way; where it was told otherwise it stays, and the notes hear of the difference. Their
   * small places are looked at as those of the bank were.
   *
   * @param name of the bank, for messages
   * @param notes hear what is found of pictures, too
   * @throws InputException if the bank names a way that is none
   */
  public static ImagePipeline alike(Bank bank, String name, ImagePipeline pipeline, Notes notes)
      throws InputException {
    DecodeOptions asked = pipeline.reader().options();
    DecodeOptions taken = alike(bank, name, asked);
    DecodeOptions own = own(bank, name, asked);
    if (!Objects.equals(of(taken), of(own))) {
      notes.note(
          "the pictures of "
              + name
              + " were read with "
              + inWords(own)
              + ", and these are read with "
              + inWords(taken)
              + ": they are compared all the same; build the bank anew, or read these alike");
    }
    LocalShots local = bank.shots().local();
    return pipeline
        .withDecoding(taken, notes)
        .withTiles(local == null ? Tiling.ONE : local.tiling());
  }

  /**
   * The same of options by themselves.
   *
   * @throws InputException if the bank names a way that is none
   */
  public static DecodeOptions alike(Bank bank, String name, DecodeOptions asked)
      throws InputException {
    DecodeOptions own = own(bank, name, asked);
    DecodeOptions taken = asked;
    if (asked.background() == null) {
      taken = taken.withBackground(own.background());
    }
    if (asked.scale16() == null) {
      taken = taken.withScale16(own.scale16());
    }
    return taken;
  }

  /** As a bank says; a bank of point clouds has nothing to say. */
  private static DecodeOptions own(Bank bank, String name, DecodeOptions asked)
      throws InputException {
    if (BankKind.of(bank) == BankKind.CLOUDS) {
      return asked;
    }
    return read(bank.provenance().reading(), name, asked);
  }

  /**
   * Options that read pictures as a file says that its own were.
   *
   * @param name of that file, for messages
   * @throws InputException if it names a way that is none
   */
  public static DecodeOptions read(PictureReading reading, String name, DecodeOptions asked)
      throws InputException {
    try {
      Scale16 scale = Scale16.of(reading.scale16());
      return asked
          .withBackground(
              reading.background().isEmpty() ? null : Background.of(reading.background()))
          .withScale16(scale == Scale16.FULL ? null : scale);
    } catch (IllegalArgumentException e) {
      throw new InputException(name, "of its pictures, " + e.getMessage(), e);
    }
  }

  private static String inWords(DecodeOptions options) {
    Background background = options.background();
    return (background == null ? "no background" : "background " + background)
        + " and 16 bits scaled to "
        + options.scaling().label();
  }
}
