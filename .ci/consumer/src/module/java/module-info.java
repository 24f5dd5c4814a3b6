/** What a program on the module path requires; the encoder is found, and is added at the start. */
module consumer {
  requires io.glimpse.inference;
  requires io.glimpse.study;
}
