package io.glimpse.database;

/**
 * What is kept of the picture of a shot beside its features.
 *
 * @param digest SHA-256 of the file, hexadecimal; empty where it is not known
 * @param thumbnail an encoded small picture, not copied and not to be modified; empty for none
 * @param mediaType of the thumbnail, such as {@code image/jpeg}; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
public record ShotPicture(String digest, byte[] thumbnail, String mediaType) {}
