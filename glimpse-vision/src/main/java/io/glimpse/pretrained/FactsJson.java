package io.glimpse.pretrained;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;

/** What stands beside built networks, as JSON. */
final class FactsJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .addMixIn(Fit.class, NamedFit.class)
          .registerModule(
              new SimpleModule().addDeserializer(Preprocessing.class, new PreprocessingReader()));

  private FactsJson() {}

  static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Says which fit it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Fit.Shortest.class, name = "shortest"),
    @JsonSubTypes.Type(value = Fit.Cover.class, name = "cover"),
    @JsonSubTypes.Type(value = Fit.Longest.class, name = "longest"),
    @JsonSubTypes.Type(value = Fit.Squash.class, name = "squash")
  })
  private interface NamedFit {}

  /** Reads the older form, too, which had the size of OpenAI's square alone. */
  private static final class PreprocessingReader extends StdDeserializer<Preprocessing> {

    private static final long serialVersionUID = 1L;

    PreprocessingReader() {
      super(Preprocessing.class);
    }

    @Override
    public Preprocessing deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode json = parser.readValueAsTree();
      float range = json.path("range").floatValue();
      Rgb mean = context.readTreeAsValue(json.path("mean"), Rgb.class);
      Rgb std = context.readTreeAsValue(json.path("std"), Rgb.class);
      if (json.has("size")) {
        return Preprocessing.openAi(json.path("size").intValue(), range, mean, std);
      }
      return new Preprocessing(
          json.path("height").intValue(),
          json.path("width").intValue(),
          context.readTreeAsValue(json.path("fit"), Fit.class),
          context.readTreeAsValue(json.path("filter"), Filter.class),
          json.path("rgbFirst").booleanValue(),
          range,
          mean,
          std);
    }
  }
}
