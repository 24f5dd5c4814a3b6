package io.glimpse.database;

import io.glimpse.fixture.SmallBanks;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process that changes a bank from several threads until it is killed, and says what was kept.
 */
final class CrashWriter {

  private static final int THREADS = 4;

  private CrashWriter() {}

  /** Takes the place of the database and a word that makes its ids its own. */
  public static void main(String[] args) throws Exception {
    BankDatabase database = BankDatabase.open(StoreLocation.parse(args[0]));
    for (int t = 0; t < THREADS; t++) {
      String word = args[1] + "-" + t + "-";
      Thread thread = new Thread(() -> write(database, word));
      thread.start();
    }
  }

  private static void write(BankDatabase database, String word) {
    Deque<String> own = new ArrayDeque<>();
    try {
      for (int i = 0; ; i++) {
        String id = word + i;
        if (i % 4 == 3) {
          String gone = own.pop();
          database.change("pets", ChangeRequest.PLAIN, BankEdits.removeShot(gone));
          say("removed " + gone);
        } else if (i % 4 == 2) {
          database.change("pets", ChangeRequest.PLAIN, BankEdits.relabel(own.peek(), "dog"));
          say("moved " + own.peek());
        } else {
          database.change("pets", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, id));
          own.push(id);
          say("added " + id);
        }
      }
    } catch (IOException e) {
      say("failed " + e.getMessage());
    }
  }

  private static void say(String line) {
    PrintStream out = System.out;
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
