package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.TileGrid;
import io.glimpse.image.Image;
import io.glimpse.image.ImageException;
import io.glimpse.image.Region;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.page.Crop;
import io.glimpse.report.PlaceEvidence;
import io.glimpse.shots.ShotPictures;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts odd places out of a picture and of shots. Not safe for several threads. */
final class PlaceEvidenceOf {

  private static final int SHOTS = 5;

  /** Cells a side of what is cut out about a place, for a single one shows people nothing. */
  private static final int CELLS = 4;

  private final Predictor predictor;
  private final LocalClassifier both;
  private final LocalShots tokens;
  private final LocalView view;
  private final Bank bank;
  private final ShotPictures pictures;
  private final Map<Integer, @Nullable Crop> cuts = new HashMap<>();

  private PlaceEvidenceOf(
      Predictor predictor, Bank bank, LocalClassifier both, LocalShots tokens, LocalView view) {
    this.predictor = predictor;
    this.bank = bank;
    this.both = both;
    this.tokens = tokens;
    this.view = view;
    this.pictures = new ShotPictures(bank, predictor.pipeline(false).reader());
  }

  /** Of a predictor; empty where its answers do not depend on places. */
  static Optional<PlaceEvidenceOf> of(Predictor predictor) {
    Bank bank = predictor.bank();
    LocalShots tokens = bank == null ? null : bank.shots().local();
    return bank != null && tokens != null && predictor.classifier() instanceof LocalClassifier both
        ? predictor
            .encoder()
            .local()
            .map(view -> new PlaceEvidenceOf(predictor, bank, both, tokens, view))
        : Optional.empty();
  }

  @Nullable PlaceEvidence of(EncodedImage image) throws ImageException {
    OddPlaces odd = predictor.oddPlaces(image).orElse(null);
    if (odd == null) {
      return null;
    }
    double[] likeness = odd.answer().likeness();
    List<PlaceEvidence.OfShot> shots =
        IntStream.range(0, likeness.length)
            .boxed()
            .sorted(Comparator.comparingDouble(shot -> -likeness[shot]))
            .limit(SHOTS)
            .map(
                shot ->
                    new PlaceEvidence.OfShot(
                        bank.classes().name(bank.cache().label(shot)),
                        bank.shots().get(shot).source(),
                        cut(shot)))
            .toList();
    int oddest = odd.oddest();
    TileGrid tiles = odd.image().tiles();
    Crop seen = whole(odd.image().crop());
    if (tiles.count() == 1) {
      int side = view.step() * Math.min(view.rows(), view.columns());
      Crop covered = seen.part(view.first(), view.first(), side);
      return new PlaceEvidence(covered, 1, odd.heat(), about(seen, oddest), shots);
    }
    // What was seen of all squares would fill the memory: the picture is read once more.
    Image picture = predictor.pipeline(false).reader().read(image.input());
    Region mapped = tiles.mapped();
    double aspect = (double) mapped.width() / mapped.height();
    return new PlaceEvidence(seen, aspect, odd.heat(), about(picture, tiles, oddest), shots);
  }

  /** What lies about a place of a picture. */
  private Crop about(Image picture, TileGrid tiles, int place) {
    byte[] square = view.preprocessing().square(picture, tiles.square(place / view.places()));
    return about(whole(square), place % view.places());
  }

  private Crop whole(byte[] seen) {
    return Crop.of(seen, view.side());
  }

  /** What lies about a place, moved into the picture where it would reach beyond it. */
  private Crop about(Crop seen, int place) {
    Region cell = view.cell(place);
    int side = CELLS * view.step();
    int most = view.side() - side;
    int left = cell.left() + (cell.width() - side) / 2;
    int top = cell.top() + (cell.height() - side) / 2;
    return seen.part(Math.min(Math.max(left, 0), most), Math.min(Math.max(top, 0), most), side);
  }

  /** The oddest place of a shot; null if its file is not what it was. */
  private @Nullable Crop cut(int shot) {
    if (!cuts.containsKey(shot)) {
      Image picture = pictures.read(shot);
      cuts.put(
          shot,
          picture == null
              ? null
              : about(
                  picture,
                  TileGrid.of(picture, view, tokens.tiling()),
                  both.places().oddestOfShot(shot, tokens.get(shot))));
    }
    return cuts.get(shot);
  }
}
