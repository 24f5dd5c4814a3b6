package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.ModelSettings;
import io.glimpse.checkpoint.PictureSize;
import io.glimpse.file.Sha256;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of networks, all files of which were looked at and fit together as far as they say
 * themselves. Nothing was run yet.
 *
 * @param folder where they are
 * @param kind of model
 * @param settings that come with them
 * @param pictures how they are prepared
 * @param choice of networks
 * @param images the network for pictures
 * @param imagePort how they go in
 * @param texts the network for texts, perhaps the same; null if there is none
 * @param textPort how they go in; null if there is none
 * @param filling of texts; null if there are none
 */
record HubModel(
    HubFolder folder,
    ModelKind kind,
    ModelSettings settings,
    Preprocessing pictures,
    NetworkChoice choice,
    NetworkFiles images,
    ImagePort imagePort,
    @Nullable NetworkFiles texts,
    @Nullable TextPort textPort,
    @Nullable TextFilling filling) {

  static final String TOKENIZER = "tokenizer.json";

  private static final String FINGERPRINT = "onnx-2";

  /** Of the networks that have them, where no configuration says it. */
  private static final int REGISTERS = 4;

  private static final int PATCH = 16;

  /**
   * Looks at a folder.
   *
   * @param eightBits whether the network for pictures shall compute in 8 bits
   * @throws CheckpointException naming the file that cannot be used
   */
  static HubModel of(HubFolder folder, boolean eightBits) throws IOException {
    ModelSettings settings = ModelSettings.read(folder.root());
    ModelKind kind = ModelKind.of(settings);
    NetworkChoice choice = folder.choose(kind, eightBits);
    Preprocessing pictures = settings.preprocessing();
    NetworkFiles images = NetworkFiles.of(choice.images());
    boolean isWhole = choice.isWhole();
    ImagePort imagePort = ImagePort.of(images.file(), images.header(), kind, pictures, isWhole);
    Path textFile = choice.texts();
    if (textFile == null) {
      return new HubModel(
          folder, kind, settings, pictures, choice, images, imagePort, null, null, null);
    }
    NetworkFiles texts = isWhole ? images : NetworkFiles.of(textFile);
    TextPort textPort = TextPort.of(textFile, texts.header(), kind, isWhole);
    TextFilling filling = TextFilling.of(kind, settings, textPort, texts.header().idTable());
    return new HubModel(
        folder, kind, settings, pictures, choice, images, imagePort, texts, textPort, filling);
  }

  /** All files that features of pictures and of token ids depend on. */
  List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>(images.all());
    if (texts != null && !choice.isWhole()) {
      all.addAll(texts.all());
    }
    all.addAll(settings.files());
    if (!best().equals(images.file())) {
      all.addAll(filesOf(best()));
    }
    return all;
  }

  private static List<Path> filesOf(Path network) throws IOException {
    try {
      return NetworkFiles.of(network).all();
    } catch (CheckpointException e) {
      // Nobody runs it, see digest.
      return List.of(network);
    }
  }

  /** The network for pictures in the best precision that there is. */
  private Path best() {
    // A whole model's texts are of the same network, and do not fit with those of another.
    return choice.isWhole() ? images.file() : folder.inBestPrecision(images.file());
  }

  /**
   * What features depend on but the texts themselves.
   *
   * @param imageDigest of a network for pictures
   * @param textDigest of the network for texts; empty if there is none
   */
  String fingerprint(String imageDigest, String textDigest) throws IOException {
    String facts =
        String.join(
            "\n",
            FINGERPRINT,
            kind.toString(),
            filling == null ? "" : String.valueOf(filling.rules().end()),
            ModelSettings.description(pictures),
            grid().toString(),
            imageDigest,
            textDigest);
    return Sha256.hex(facts.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The fingerprint of the model in the best precision that there is.
   *
   * @param textDigest of the network for texts
   */
  String modelFingerprint(String imageDigest, String textDigest) throws IOException {
    return fingerprint(best().equals(images.file()) ? imageDigest : digest(best()), textDigest);
  }

  private static String digest(Path network) throws IOException {
    try {
      return NetworkFiles.of(network).digest();
    } catch (CheckpointException e) {
      // Nobody runs it: whoever has the smaller files alone may have a pointer in its place.
      return Sha256.of(network);
    }
  }

  /** The places that the network gives tokens of; none for models with texts. */
  Grid grid() throws IOException {
    if (kind.readsTexts()) {
      return new Grid(0, 0);
    }
    Integer patch = settings.whole("", "patch_size");
    return new PictureSize(pictures.height(), pictures.width()).grid(patch == null ? PATCH : patch);
  }

  /** Tokens between the feature and the places, which nobody uses. */
  int registers() throws IOException {
    if (kind == ModelKind.DINOV2 || kind.readsTexts()) {
      return 0;
    }
    return settings.count("num_register_tokens", REGISTERS);
  }

  /** The file that makes ids of texts, there or not. */
  Path tokenizer() {
    return folder.root().resolve(TOKENIZER);
  }

  /** What a user should know that is the same at every opening. */
  List<String> assumptions(HubFacts facts) {
    List<String> all = new ArrayList<>();
    if (texts != null && facts.logitScale() == null) {
      all.add(
          kind.hasBias()
              ? folder.networks()
                  + ": no file says by what cosines of pictures and texts are multiplied and what is"
                  + " added, so 100 is taken, and no probability of a class by itself is given"
              : folder.networks()
                  + ": no file says by what cosines of pictures and texts are multiplied; CLIP's 100"
                  + " is taken");
    }
    if (texts != null && !Files.isRegularFile(tokenizer())) {
      all.add(tokenizer() + " is not there, so that token ids are taken and no texts");
    }
    return all;
  }
}
