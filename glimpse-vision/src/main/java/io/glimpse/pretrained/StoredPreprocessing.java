package io.glimpse.pretrained;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Fit.Offset;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;

/**
 * How the preparation of pictures is kept beside networks. OpenAI's steps are a {@code size} and
 * numbers, as they were when there were no others, so that versions of both times read what is
 * kept.
 */
final class StoredPreprocessing {

  private StoredPreprocessing() {}

  /** Reads and writes whatever holds a preparation. */
  static ObjectMapper mapper() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Preprocessing.class, new Writer());
    module.addDeserializer(Preprocessing.class, new Reader());
    return new ObjectMapper().registerModule(module);
  }

  private static final class Writer extends JsonSerializer<Preprocessing> {
    @Override
    public void serialize(Preprocessing kept, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      if (kept.hasOpenAiSteps()) {
        json.writeNumberField("size", kept.height());
      } else {
        json.writeNumberField("height", kept.height());
        json.writeNumberField("width", kept.width());
        writeFit(kept.fit(), json);
        json.writeStringField("filter", kept.filter().name());
        json.writeBooleanField("rgbFirst", kept.rgbFirst());
      }
      json.writeNumberField("range", kept.range());
      provider.defaultSerializeField("mean", kept.mean(), json);
      provider.defaultSerializeField("std", kept.std(), json);
      json.writeEndObject();
    }

    private static void writeFit(Fit fit, JsonGenerator json) throws IOException {
      if (fit instanceof Fit.Shortest shortest) {
        json.writeStringField("fit", "shortest");
        json.writeNumberField("edge", shortest.edge());
        json.writeStringField("offset", shortest.offset().name());
      } else if (fit instanceof Fit.Longest longest) {
        json.writeStringField("fit", "longest");
        json.writeNumberField("fill", longest.fill());
      } else {
        json.writeStringField("fit", fit instanceof Fit.Cover ? "cover" : "squash");
      }
    }
  }

  private static final class Reader extends JsonDeserializer<Preprocessing> {
    @Override
    public Preprocessing deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode kept = context.readTree(parser);
      float range = kept.required("range").floatValue();
      Rgb mean = context.readTreeAsValue(kept.required("mean"), Rgb.class);
      Rgb std = context.readTreeAsValue(kept.required("std"), Rgb.class);
      if (kept.has("size")) {
        return Preprocessing.openAi(kept.get("size").intValue(), range, mean, std);
      }
      return new Preprocessing(
          kept.required("height").intValue(),
          kept.required("width").intValue(),
          fit(kept),
          Filter.valueOf(kept.required("filter").textValue()),
          kept.required("rgbFirst").booleanValue(),
          range,
          mean,
          std);
    }

    private static Fit fit(JsonNode kept) {
      String fit = kept.required("fit").textValue();
      return switch (fit) {
        case "shortest" ->
            new Fit.Shortest(
                kept.required("edge").intValue(),
                Offset.valueOf(kept.required("offset").textValue()));
        case "longest" -> new Fit.Longest(kept.required("fill").intValue());
        case "cover" -> new Fit.Cover();
        case "squash" -> new Fit.Squash();
        default -> throw new IllegalArgumentException("'" + fit + "' is no way to fit a picture");
      };
    }
  }
}
