package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import java.util.Iterator;

/** Reads {@code post_processor} of a tokenizer.json: the marks around a single text. */
final class MarksReader {

  private static final int MOST_MARKS = 16;

  private final IdList first = new IdList(MOST_MARKS * MOST_MARKS);
  private final IdList last = new IdList(MOST_MARKS * MOST_MARKS);
  private int processors;
  private boolean hasMarks;

  private MarksReader() {}

  static Marks read(Section processor) throws CheckpointException {
    if (processor.isAbsent()) {
      return Marks.NONE;
    }
    MarksReader reader = new MarksReader();
    reader.process(processor);
    return new Marks(reader.first.toArray(), reader.last.toArray());
  }

  private void process(Section step) throws CheckpointException {
    if (++processors > MOST_MARKS) {
      throw step.refuse("is one of more than " + MOST_MARKS + " steps");
    }
    String type = step.at("type").text();
    switch (type) {
      case "Sequence" -> {
        for (Section inner : step.only("type", "processors").at("processors").list(MOST_MARKS)) {
          process(inner);
        }
      }
      case "TemplateProcessing" -> {
        requireOnlyOne(step);
        template(step);
      }
      case "RobertaProcessing", "BertProcessing" -> {
        requireOnlyOne(step);
        step.only("type", "sep", "cls", "trim_offsets", "add_prefix_space");
        first.add(idOfPair(step.at("cls")));
        last.add(idOfPair(step.at("sep")));
      }
      // It changes where pieces are said to stand, not which ones there are.
      case "ByteLevel" -> step.only("type", "add_prefix_space", "trim_offsets", "use_regex");
      default -> throw step.at("type").unknown("'" + type + "'");
    }
  }

  private void requireOnlyOne(Section step) throws CheckpointException {
    if (hasMarks) {
      throw step.at("type").unknown("a second one that sets marks");
    }
    hasMarks = true;
  }

  private static int idOfPair(Section pair) throws CheckpointException {
    var both = pair.list(2);
    if (both.size() != 2) {
      throw pair.refuse("is not a token and its id");
    }
    return both.get(1).whole(0, PieceTable.MOST_ID);
  }

  private void template(Section step) throws CheckpointException {
    step.only("type", "single", "pair", "special_tokens");
    boolean isBehind = false;
    for (Section part : step.at("single").list(MOST_MARKS)) {
      part.only("Sequence", "SpecialToken");
      if (part.at("SpecialToken").isAbsent()) {
        String id = part.at("Sequence").only("id", "type_id").at("id").text();
        if (isBehind || !id.equals("A")) {
          throw part.at("Sequence").unknown("a second text");
        }
        isBehind = true;
      } else {
        Section token = part.at("SpecialToken").only("id", "type_id").at("id");
        (isBehind ? last : first).addAll(ids(step.at("special_tokens"), token));
      }
    }
    if (!isBehind) {
      throw step.at("single").refuse("has no place for the text; fetch the file anew");
    }
  }

  private static int[] ids(Section tokens, Section token) throws CheckpointException {
    Section ids = tokens.at(token.text()).at("ids");
    if (ids.isAbsent()) {
      throw token.refuse(
          "is '%s', of which '%s' says no ids; fetch the file anew"
              .formatted(token.text(), tokens.place()));
    }
    Iterator<Section> all = ids.list(MOST_MARKS).iterator();
    IdList list = new IdList(MOST_MARKS);
    while (all.hasNext()) {
      list.add(all.next().whole(0, PieceTable.MOST_ID));
    }
    return list.toArray();
  }
}
