package io.glimpse.report;

import io.glimpse.page.Crop;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a gallery.
 *
 * @param name in bold below it, such as its class
 * @param detail below that; may be empty
 * @param source where it came from, such as its path
 * @param crop null where it cannot be shown
 * @param subject whether the row is about it, and not about those beside it
 */
public record GalleryPicture(
    String name, String detail, String source, @Nullable Crop crop, boolean subject) {}
