package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudException;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.LocalImage;
import io.glimpse.encoder.TileGrid;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.local.LocalShots;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.ParameterException;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Encodes the examples of a bank, and names each by its content. */
final class EncodedShots {

  /** The bank that shots are added to; null for one that is yet to be made. */
  private final @Nullable Bank known;

  private final ClassSet classes;
  private final ShotRecipe recipe;
  private final boolean rawRows;
  private final Notes notes;
  private final Map<String, Input> seen = new HashMap<>();
  private final Map<String, Integer> labelOf = new HashMap<>();

  /** Of each shot, the features of its views. */
  private final List<List<FeatureBatch>> features = new ArrayList<>();

  /** Of each shot that is a cloud, the features of its views. */
  private final List<FeatureBatch> drawn = new ArrayList<>();

  /** Of each shot that was looked at closely, its small places, as few bytes as a bank keeps. */
  private final List<LocalShots> places = new ArrayList<>();

  private final Tiling tiling;
  private long placeBytes;
  private boolean toldShrunk;

  private final List<Integer> labels = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();

  private EncodedShots(@Nullable Bank known, ClassSet classes, ShotEncoding encoding, Notes notes) {
    this.known = known;
    this.classes = classes;
    this.recipe = encoding.recipe();
    this.rawRows = encoding.rows().givesRawRows();
    this.tiling = encoding.rows().tiles();
    this.notes = notes;
    LocalShots before = known == null ? null : known.shots().local();
    this.placeBytes = before == null ? 0 : before.bytes();
  }

  /**
   * Encodes inputs; those that cannot be used are failures, and one whose content came before is
   * left out with a note.
   *
   * @param labelled in the order of the shots
   * @param known the bank that they are added to; null for a new one
   * @param encoding with spatial tokens where they are needed
   */
  static EncodedShots of(
      LabelledInputs labelled, @Nullable Bank known, ShotEncoding encoding, Notes notes) {
    EncodedShots encoded = new EncodedShots(known, labelled.classes(), encoding, notes);
    List<Input> inputs = labelled.inputs();
    Iterator<Integer> label = labelled.labels().iterator();
    try (Progress progress = notes.progress("encode", inputs.size())) {
      encoding.run(
          inputs,
          image -> {
            encoded.add(image, label.next());
            progress.step();
          });
    }
    return encoded;
  }

  /**
   * Takes examples of one class that are encoded already, for a bank.
   *
   * @param one the class
   * @param encoding that they come from
   */
  static EncodedShots of(
      List<EncodedImage> images, ClassSet one, Bank known, ShotEncoding encoding, Notes notes) {
    EncodedShots encoded = new EncodedShots(known, one, encoding, notes);
    images.forEach(image -> encoded.add(image, 0));
    return encoded;
  }

  private void add(EncodedImage image, int label) {
    Input input = image.input();
    String name = input.name();
    try {
      recipe.kind().require(input);
      FeatureBatch encoded = image.features();
      String id = ShotId.of(input);
      Input before = seen.putIfAbsent(id, input);
      Integer labelBefore = labelOf.putIfAbsent(id, label);
      if (labelBefore != null && labelBefore != label) {
        notes.failed(
            name, name + ": this is the same file as " + before + ", which is of another class");
      } else if (before != null) {
        notes.note(name + " is the same file as " + before + "; it is used once");
      } else if (known != null && known.classOf(id).isPresent()) {
        String holder = known.classOf(id).get();
        if (holder.equals(classes.name(label))) {
          notes.note(name + " is in the bank already; it is left out");
        } else {
          notes.failed(name, name + ": this is a shot of '" + holder + "' in the bank already");
        }
      } else {
        image.local().ifPresent(local -> add(name, local));
        features.add(recipe.kind() == BankKind.CLOUDS ? fusedView(encoded) : views(encoded));
        labels.add(label);
        shots.add(new Shot(id, name));
      }
    } catch (ImageException | CloudException e) {
      notes.failed(name, e);
    } catch (IOException e) {
      notes.failed(name, name + ": the file cannot be read again");
    }
  }

  /** Keeps the places of an image, which are many where it was cut. */
  private void add(String name, LocalImage local) {
    TileGrid tiles = local.tiles();
    LocalShots some = LocalShots.of(List.of(local.tokens()), local.view().places(), tiling);
    placeBytes += some.bytes();
    if (placeBytes > PlaceChoice.MOST_BYTES) {
      throw new ParameterException(
          String.format(
              Locale.ROOT,
              "the small places of %d pictures in tiles '%s' are more than the %d MB that are kept;"
                  + " take fewer tiles or fewer pictures",
              places.size() + 1,
              tiling.label(),
              PlaceChoice.MOST_BYTES >> 20));
    }
    if (tiling.equals(Tiling.NATIVE) && tiles.isShrunk() && !toldShrunk) {
      toldShrunk = true;
      notes.note(
          String.format(
              Locale.ROOT,
              "%s is shrunk to %d x %d pixels, which %d tiles cover, and so are others of its size:"
                  + " at most %d tiles of a picture are looked at",
              name,
              tiles.first().resizedWidth(),
              tiles.first().resizedHeight(),
              tiles.count(),
              Tiling.MOST));
    }
    places.add(some);
  }

  /** Each augmentation by itself, and without places. */
  private static List<FeatureBatch> views(FeatureBatch encoded) {
    FeatureBatch whole = FeatureBatch.ofTokens(encoded.tokens(), encoded.tokensPerImage());
    List<FeatureBatch> views = new ArrayList<>();
    for (int v = 0; v < whole.size(); v++) {
      views.add(whole.read(v, v + 1));
    }
    return views;
  }

  /** The views of a cloud as one. */
  private List<FeatureBatch> fusedView(FeatureBatch views) {
    drawn.add(views);
    return List.of(recipe.fusion().fuse(new ViewBatch(views, views.size())));
  }

  /** How many there are of each class. */
  int[] counts(int classes) {
    return labels().counts(classes);
  }

  int size() {
    return shots.size();
  }

  List<Shot> shots() {
    return shots;
  }

  /** What each shot was made of. */
  List<Input> inputs() {
    return shots.stream().map(shot -> Objects.requireNonNull(seen.get(shot.id()))).toList();
  }

  /** The small places of each; null where nobody asked for them. */
  @Nullable LocalShots places() {
    return places.isEmpty() ? null : LocalShots.joined(places);
  }

  Labels labels() {
    return Labels.of(labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * All shots with all their views; clouds as they were fused.
   *
   * @param raw whether pictures are wanted as the encoder gives them, and not as unit rows
   */
  Shots toShots(boolean raw) {
    if (!rawRows) {
      return new Shots(views(), labels());
    }
    return raw ? Shots.keptRaw(views(), labels()) : Shots.ofRaw(views(), labels());
  }

  private List<FeatureSource> views() {
    return IntStream.range(0, features.get(0).size()).mapToObj(this::view).toList();
  }

  /** All shots, which are clouds, by the views that they were drawn as. */
  ViewBatch drawn() {
    FeatureBatch first = drawn.get(0);
    int perCloud = first.tokens().rows();
    Matrix all = new Matrix(drawn.size() * perCloud, first.dimension());
    for (int i = 0; i < drawn.size(); i++) {
      all.setRows(i * perCloud, drawn.get(i).tokens());
    }
    return new ViewBatch(FeatureBatch.ofTokens(all, first.tokensPerImage()), first.size());
  }

  /** One view of all shots behind each other, with spatial tokens if they were kept. */
  private FeatureSource view(int number) {
    FeatureBatch first = features.get(0).get(number);
    int perImage = first.tokensPerImage();
    Matrix all = new Matrix(features.size() * perImage, first.dimension());
    for (int i = 0; i < features.size(); i++) {
      all.setRows(i * perImage, features.get(i).get(number).tokens());
    }
    return FeatureBatch.ofTokens(all, perImage);
  }
}
