package io.glimpse.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes documents as JSON: fields in the order of the records, indented by two blanks, and what is
 * not a finite number as null.
 */
public final class DocumentWriter {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new FiniteSerializer())
                  .addSerializer(Double.class, new FiniteSerializer()))
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter());
  private static final ObjectWriter LINES = MAPPER.writer();

  private DocumentWriter() {}

  /**
   * Writes a document and ends the line.
   *
   * @param document a record of this package, or a map of texts, numbers, lists and such records
   * @param out not closed
   */
  public static void write(Object document, OutputStream out) throws IOException {
    write(WRITER, document, out);
  }

  /** As {@link #write}, but all on one line. */
  public static void writeLine(Object document, OutputStream out) throws IOException {
    write(LINES, document, out);
  }

  private static void write(ObjectWriter writer, Object document, OutputStream out)
      throws IOException {
    try (JsonGenerator generator = writer.createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      writer.writeValue(generator, document);
      generator.writeRaw('\n');
    }
  }

  /** JSON has no word for infinite, nor for not a number. */
  private static final class FiniteSerializer extends StdSerializer<Double> {

    private static final long serialVersionUID = 1;

    FiniteSerializer() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        generator.writeNumber(value);
      } else {
        generator.writeNull();
      }
    }
  }
}
