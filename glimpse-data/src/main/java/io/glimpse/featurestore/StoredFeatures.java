package io.glimpse.featurestore;

import io.glimpse.data.LabelledImage;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import java.util.List;

/**
 * The features of pictures, on disk until they are read.
 *
 * @param pictures those that could be encoded, in the order asked for
 * @param views a source a view; picture i is {@code pictures.get(i)} in all of them
 * @param rows what the rows of {@code views} are
 * @param failures those that could not be encoded
 */
public record StoredFeatures(
    List<LabelledImage> pictures,
    List<FeatureSource> views,
    ImageEncoder.Rows rows,
    List<Failure> failures) {

  /**
   * A picture without features.
   *
   * @param picture as asked for
   * @param reason one sentence that begins with the file
   */
  public record Failure(LabelledImage picture, String reason) {}

  public StoredFeatures {
    pictures = List.copyOf(pictures);
    views = List.copyOf(views);
    failures = List.copyOf(failures);
  }

  public Labels labels() {
    return Labels.of(pictures.stream().mapToInt(LabelledImage::label).toArray());
  }

  /** The same features as unit rows. */
  public StoredFeatures unit() {
    return rows == ImageEncoder.Rows.UNIT
        ? this
        : new StoredFeatures(
            pictures,
            views.stream().map(FeatureSource::unit).toList(),
            ImageEncoder.Rows.UNIT,
            failures);
  }

  /** The first view, as a validation or test set. */
  public LabelledFeatures labelled() {
    return new LabelledFeatures(views.get(0), labels());
  }

  /**
   * All views, as examples of unit rows; the keys of a cache are the normalised means of the views
   * as they are here.
   */
  public Shots shots() {
    return rows == ImageEncoder.Rows.RAW
        ? Shots.ofRaw(views, labels())
        : new Shots(views, labels());
  }

  /** All views, as examples whose rows are what they are here. */
  public Shots rawShots() {
    return rows == ImageEncoder.Rows.RAW
        ? Shots.keptRaw(views, labels())
        : new Shots(views, labels());
  }
}
