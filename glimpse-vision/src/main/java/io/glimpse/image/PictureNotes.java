package io.glimpse.image;

import io.glimpse.file.Remedy;
import io.glimpse.progress.Notes;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells a person what was found of pictures, each kind of it once, of the first picture that has
 * it. Safe for use by several threads.
 */
public final class PictureNotes {

  /** With so many of 16 bits, white is a quarter as bright as it could be. */
  private static final int DARK_BITS = 14;

  private final Notes notes;
  private final DecodeOptions options;
  private final AtomicBoolean toldTransparent = new AtomicBoolean();
  private final AtomicBoolean toldDeep = new AtomicBoolean();

  /**
   * Notes on pictures that are read in one way.
   *
   * @param options that way
   */
  public PictureNotes(Notes notes, DecodeOptions options) {
    this.notes = notes;
    this.options = options;
  }

  /**
   * Hears of one picture.
   *
   * @param name of it, as it was given
   */
  public void hear(String name, Findings found) {
    if (found.transparent() && toldTransparent.compareAndSet(false, true)) {
      tellTransparent(name);
    }
    int bits = found.usedBits();
    if (bits > 0 && bits <= DARK_BITS && toldDeep.compareAndSet(false, true)) {
      tellDeep(name, bits);
    }
  }

  private void tellTransparent(String name) {
    Background background = options.background();
    if (background != null) {
      notes.note(name + " is transparent in parts; pictures like it are seen on " + background);
      return;
    }
    Remedy remedy = new Remedy(Remedy.Kind.CHOOSE_BACKGROUND);
    notes.note(
        name
            + " is transparent in parts; of pictures like it the colours that are stored there are"
            + " seen, as by CLIP; "
            + remedy.phrase(),
        remedy);
  }

  private void tellDeep(String name, int bits) {
    String uses = name + " uses " + bits + " of its 16 bits; ";
    if (options.scaling() == Scale16.USED) {
      notes.note(uses + "the bits that a picture uses are stretched to the whole range");
      return;
    }
    Remedy remedy = new Remedy(Remedy.Kind.STRETCH_16_BITS);
    notes.note(
        uses + "pictures like it are dark, for the upper 8 bits are seen; " + remedy.phrase(),
        remedy);
  }
}
