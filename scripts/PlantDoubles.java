import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Makes doubles of pictures: {@code java scripts/PlantDoubles.java LIST}, a line {@code kind source
 * target} each, separated by tabs; kind is half, recompressed or mirrored.
 */
public class PlantDoubles {

  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] parts = line.split("\t");
      BufferedImage picture = ImageIO.read(Path.of(parts[1]).toFile());
      Path target = Path.of(parts[2]);
      Files.createDirectories(target.getParent());
      switch (parts[0]) {
        case "half" -> write(drawn(picture, 0.5, false), 0.85f, target);
        case "recompressed" -> write(drawn(picture, 1, false), 0.4f, target);
        case "mirrored" -> write(drawn(picture, 1, true), 0.85f, target);
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private static BufferedImage drawn(BufferedImage picture, double factor, boolean mirrored) {
    int width = (int) Math.round(picture.getWidth() * factor);
    int height = (int) Math.round(picture.getHeight() * factor);
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        picture, mirrored ? width : 0, 0, mirrored ? -width : width, height, null);
    graphics.dispose();
    return drawn;
  }

  private static void write(BufferedImage picture, float quality, Path target) throws Exception {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    try (FileImageOutputStream out = new FileImageOutputStream(target.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
