package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.calip.PlaceAttention;
import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Prediction;
import io.glimpse.method.Vote;
import io.glimpse.page.Attention;
import io.glimpse.page.Crop;
import io.glimpse.progress.Notes;
import io.glimpse.projection.CloudViews;
import io.glimpse.report.Answer;
import io.glimpse.report.Evidence;
import io.glimpse.report.NearestShot;
import io.glimpse.report.Split;
import io.glimpse.report.ViewAttention;
import io.glimpse.shots.ShotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers why a predictor answered as it did: nearest shots, odd places and attention, with
 * pictures for people. Not safe for several threads.
 */
public final class EvidenceOf {

  /** Shots and classes to show. */
  private static final int SHOTS = 5;

  private static final int CLASSES = 3;

  /** A point cloud has many views to compare already. */
  private static final int CLASSES_OF_VIEWS = 1;

  private final Predictor predictor;
  private final CloudViews clouds;
  private final Optional<PlaceEvidenceOf> places;
  private final Map<Integer, @Nullable Crop> crops = new HashMap<>();

  /** Of one predictor. */
  public EvidenceOf(Predictor predictor) {
    this.predictor = predictor;
    this.places = PlaceEvidenceOf.of(predictor);
    // The pipeline says what is done to clouds.
    this.clouds = predictor.clouds().views(Notes.SILENT);
  }

  /** What has the spatial tokens that attention is shown by. */
  public ImagePipeline pipeline() {
    return predictor.pipeline(true);
  }

  /**
   * The evidence behind one answer.
   *
   * @param image by {@link #pipeline}
   * @throws ImageException if it could not be used
   */
  public Evidence of(EncodedImage image, Prediction prediction) throws ImageException {
    FeatureBatch features = image.features();
    List<Crop> views = new ArrayList<>();
    for (int view = 0; view < features.size(); view++) {
      views.add(crop(image.crop(view)));
    }
    Answer answer = answer(predictor.classifier().method().name(), image, prediction, true);
    return new Evidence(image.input().name(), null, views, List.of(answer));
  }

  /**
   * The answer alone, for a page that shows one image once for several predictors.
   *
   * @param title what the page calls the predictor
   * @param attention whether it is shown
   */
  public Answer answer(String title, EncodedImage image, Prediction prediction, boolean attention)
      throws ImageException {
    FeatureBatch asked = predictor.asked(image.features());
    List<NearestShot> shots = new ArrayList<>();
    for (Vote vote : predictor.classifier().nearestShots(asked, SHOTS)) {
      shots.add(
          new NearestShot(
              predictor.classifier().classes().name(vote.label()),
              source(vote.shot()),
              vote.similarity(),
              vote.share(),
              crop(vote.shot())));
    }
    return new Answer(
        title,
        prediction,
        shots,
        attention ? attention(asked, prediction) : List.of(),
        split(asked, prediction),
        places.isEmpty() ? null : places.get().of(image));
  }

  /**
   * Attention over an image, or each view of a point cloud, for the likeliest classes; empty where
   * nothing is known of places. No file is touched for it.
   *
   * @param image by {@link #pipeline}
   * @throws ImageException if it could not be used
   */
  public List<ViewAttention> attention(EncodedImage image, Prediction prediction)
      throws ImageException {
    return attention(predictor.asked(image.features()), prediction);
  }

  /** Views that are answered one by one have no parts of their own. */
  private @Nullable Split split(FeatureBatch asked, Prediction prediction) {
    LogitParts parts = asked.size() == 1 ? predictor.classifier().parts(asked).orElse(null) : null;
    if (parts == null || prediction.ranked().size() < 2) {
      return null;
    }
    int best = prediction.best().index();
    int next = prediction.ranked().get(1).index();
    ClassSet classes = predictor.classifier().classes();
    return new Split(
        parts.texts().get(0, best) - (double) parts.texts().get(0, next),
        parts.shots().get(0, best) - (double) parts.shots().get(0, next),
        classes.name(parts.texts().argmax(0)),
        classes.name(parts.shots().argmax(0)));
  }

  /**
   * Attention for the likeliest classes. Views that became one feature have no places any more, so
   * a point cloud has attention only where it was answered view by view.
   */
  private List<ViewAttention> attention(FeatureBatch asked, Prediction prediction) {
    List<ViewAttention> attention = new ArrayList<>();
    if (!asked.isSpatial() || predictor.text().isNone()) {
      return attention;
    }
    for (Prediction.Ranked one : prediction.top(asked.size() == 1 ? CLASSES : CLASSES_OF_VIEWS)) {
      for (int view = 0; view < asked.size(); view++) {
        Matrix weights =
            PlaceAttention.of(
                asked.read(view, view + 1).unit(),
                predictor.encoder().gridHeight(),
                predictor.text().weights(),
                one.index(),
                predictor.classifier().attentionScale().orElse(PlaceAttention.SCALE));
        attention.add(new ViewAttention(view, new Attention(one.name(), weights)));
      }
    }
    return attention;
  }

  private Crop crop(byte[] rgb) {
    return Crop.of(rgb, predictor.encoder().preprocessing().height());
  }

  private String source(int key) {
    Shot shot = shot(key);
    return shot == null ? "the mean of several examples" : shot.source();
  }

  /** The shot that a key was made of; null where the method made keys of groups of shots. */
  private @Nullable Shot shot(int key) {
    Bank bank = predictor.bank();
    return bank == null || key == Vote.SEVERAL ? null : bank.shots().get(key);
  }

  /** The picture of a key, if the bank's file is still the one that it was made of. */
  private @Nullable Crop crop(int key) {
    if (!crops.containsKey(key)) {
      crops.put(key, read(shot(key)));
    }
    return crops.get(key);
  }

  private @Nullable Crop read(@Nullable Shot shot) {
    if (shot == null) {
      return null;
    }
    try {
      Path file = Path.of(shot.source());
      Input input = Input.of(file);
      // The path is whatever the bank says: a pipe would be waited for, a device never end.
      if (!Files.isRegularFile(CloudReader.file(file)) || !ShotId.of(input).equals(shot.id())) {
        return null;
      }
      Preprocessing preprocessing = predictor.encoder().preprocessing();
      // All clouds show the same view, so that they can be compared.
      return crop(
          clouds.reads(input)
              ? clouds.read(input, preprocessing).crop(0)
              : preprocessing.crop(pipeline().reader().read(input)));
    } catch (IOException | InvalidPathException e) {
      // The bank is whole without its files: the page says where the shot came from.
      return null;
    }
  }
}
