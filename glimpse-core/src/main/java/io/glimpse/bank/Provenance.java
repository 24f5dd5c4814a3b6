package io.glimpse.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the parameters of a bank came about.
 *
 * @param version of Glimpse
 * @param selection how parameters were chosen: {@code fixed}, {@code val}, {@code loo}
 * @param selectedOn number of pictures that they were chosen on; 0 for fixed ones
 * @param seed of whatever was drawn
 * @param views pictures made of each shot before averaging; 1 for the shot itself
 * @param created when, ISO 8601 in UTC
 * @param pictures how they were read; null for the usual way, and in a bank of point clouds
 */
public record Provenance(
    String version,
    String selection,
    int selectedOn,
    long seed,
    int views,
    String created,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PictureReading pictures) {

  /** With pictures that were read in the usual way. */
  public Provenance(
      String version, String selection, int selectedOn, long seed, int views, String created) {
    this(version, selection, selectedOn, seed, views, created, null);
  }

  /** How pictures were read. */
  public PictureReading reading() {
    return pictures == null ? PictureReading.USUAL : pictures;
  }
}
