package io.glimpse.feature;

/**
 * Features with the class of each picture: what a validation or test set is.
 *
 * @param features n pictures
 * @param labels n classes
 */
public record LabelledFeatures(FeatureSource features, Labels labels) {

  public LabelledFeatures {
    if (features.size() != labels.size()) {
      throw new IllegalArgumentException(
          features.size() + " rows of features but " + labels.size() + " labels");
    }
  }

  public int size() {
    return labels.size();
  }
}
