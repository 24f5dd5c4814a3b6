package io.glimpse.bank;

/**
 * How the parameters of a bank came about.
 *
 * @param version of Glimpse
 * @param selection how parameters were chosen: {@code fixed}, {@code val}, {@code loo}
 * @param selectedOn number of pictures that they were chosen on; 0 for fixed ones
 * @param seed of whatever was drawn
 * @param views pictures made of each shot before averaging; 1 for the shot itself
 * @param created when, ISO 8601 in UTC
 */
public record Provenance(
    String version, String selection, int selectedOn, long seed, int views, String created) {}
