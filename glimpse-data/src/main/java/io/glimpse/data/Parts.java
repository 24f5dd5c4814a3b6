package io.glimpse.data;

import java.util.List;

/**
 * The three parts of a data set, each in the order that the few-shot sampler depends on.
 *
 * @param train may be empty
 * @param validation may be empty
 * @param test may be empty
 */
record Parts(List<LabelledImage> train, List<LabelledImage> validation, List<LabelledImage> test) {

  Parts {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  static Parts ofTest(List<LabelledImage> test) {
    return new Parts(List.of(), List.of(), test);
  }
}
