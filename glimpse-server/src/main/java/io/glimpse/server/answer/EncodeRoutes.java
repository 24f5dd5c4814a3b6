package io.glimpse.server.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.json.StrictJson;
import io.glimpse.matrix.Matrix;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.FeatureDocuments;
import io.glimpse.server.document.FeatureDocuments.Embedding;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Upload;
import io.glimpse.server.upload.Uploads;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/encode} and {@code POST /v1/embeddings}: features themselves. */
public final class EncodeRoutes {

  private static final String DATA_URI = "data:";

  private final ImagePipeline pipeline;
  private final Admission admission;
  private final Uploads uploads;
  private final PictureWork work;

  /** Encodes by one pipeline, which reads pictures alone. */
  public EncodeRoutes(
      ImagePipeline pipeline, Admission admission, Uploads uploads, PictureWork work) {
    this.pipeline = pipeline.globalsOnly(true);
    this.admission = admission;
    this.uploads = uploads;
    this.work = work;
  }

  private Encoder encoder() {
    return pipeline.encoder();
  }

  /** Features of pictures, unit rows. */
  public FeatureDocuments.Encoded encode(Context context, Ticket ticket) throws Exception {
    Upload upload = uploads.read(context.req(), context.queryParamMap(), ticket);
    List<PictureWork.Outcome<FeatureDocuments.Row>> outcomes =
        work.run(
            upload.images(),
            pipeline,
            image ->
                new FeatureDocuments.Row(image.input().name(), row(image.features().globals(), 0)));
    return new FeatureDocuments.Encoded(
        EncoderDocument.of(encoder().id()),
        encoder().dimension(),
        outcomes.stream().map(PictureWork.Outcome::value).filter(Objects::nonNull).toList(),
        PictureWork.errors(outcomes));
  }

  /** Features of pictures as data URIs, and of texts, in the shape of OpenAI's API. */
  public FeatureDocuments.Embeddings embeddings(Context context, Ticket ticket) throws Exception {
    JsonNode asked = uploads.json(context.req(), ticket);
    requireModel(asked.path("model"));
    boolean base64 = isBase64(asked.path("encoding_format"));
    List<String> inputs = inputs(asked.path("input"));
    List<@Nullable List<Float>> rows = rows(inputs);
    List<Embedding> data = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Float> row = Objects.requireNonNull(rows.get(i));
      data.add(new Embedding("embedding", i, base64 ? bytes(row) : row));
    }
    return new FeatureDocuments.Embeddings(
        "list", data, encoder().name(), new FeatureDocuments.Usage(0, 0));
  }

  private void requireModel(JsonNode model) {
    if (!model.isMissingNode() && !StrictJson.text(model, "model").equals(encoder().name())) {
      throw new ProblemException(
          Problem.NOT_FOUND,
          "This service answers with the model '"
              + encoder().name()
              + "' alone; name it, or leave the model out.");
    }
  }

  private static boolean isBase64(JsonNode format) {
    String name = format.isMissingNode() ? "float" : StrictJson.text(format, "encoding_format");
    if (!name.equals("float") && !name.equals("base64")) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE, "'encoding_format' is float or base64, and nothing else.");
    }
    return name.equals("base64");
  }

  private List<String> inputs(JsonNode input) {
    List<String> inputs = new ArrayList<>();
    if (input.isTextual()) {
      inputs.add(input.textValue());
    } else {
      StrictJson.list(input, "input");
      for (int i = 0; i < input.size(); i++) {
        inputs.add(StrictJson.text(input.get(i), "input[" + i + "]"));
      }
    }
    uploads.requireCount(inputs.size());
    return inputs;
  }

  /** Unit rows, in the order of the inputs. */
  private List<@Nullable List<Float>> rows(List<String> inputs) throws Exception {
    List<Input> images = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      if (input.startsWith(DATA_URI)) {
        images.add(Uploads.image(input, "input[" + i + "]"));
      } else {
        texts.add(input);
      }
    }
    Matrix ofTexts = texts.isEmpty() ? null : admission.run(() -> encoder().encodeTexts(texts));
    List<PictureWork.Outcome<List<Float>>> ofImages =
        images.isEmpty()
            ? List.of()
            : work.run(images, pipeline, image -> row(image.features().globals(), 0));
    requireAll(ofImages);
    List<@Nullable List<Float>> rows = new ArrayList<>();
    int image = 0;
    int text = 0;
    for (String input : inputs) {
      rows.add(
          input.startsWith(DATA_URI)
              ? ofImages.get(image++).value()
              : row(Objects.requireNonNull(ofTexts), text++));
    }
    return rows;
  }

  /** The shape of the answer has no place for what could not be used. */
  private static void requireAll(List<PictureWork.Outcome<List<Float>>> outcomes) {
    var errors = PictureWork.errors(outcomes);
    if (!errors.isEmpty()) {
      throw ProblemException.ofImages(
          "%d of the pictures cannot be used; errors says why. Leave them out."
              .formatted(errors.size()),
          errors);
    }
  }

  private static List<Float> row(Matrix matrix, int row) {
    List<Float> values = new ArrayList<>(matrix.columns());
    for (int i = 0; i < matrix.columns(); i++) {
      values.add(matrix.get(row, i));
    }
    return values;
  }

  private static String bytes(List<Float> row) {
    ByteBuffer bytes = ByteBuffer.allocate(row.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    row.forEach(bytes::putFloat);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
