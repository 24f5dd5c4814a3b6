package io.glimpse.report;

import io.glimpse.page.Attention;

/**
 * Attention over one of the pictures that an answer was given for.
 *
 * @param view the number of the picture among those of its {@link Evidence}, from 0
 * @param attention for one class
 */
public record ViewAttention(int view, Attention attention) {}
