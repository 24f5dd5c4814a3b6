package consumer;

/** Runs programs of Glimpse's documentation one after the other in one process. */
public final class Consumer {

  private Consumer() {}

  /** Takes the folder of images, a folder to write to, and the names of the programs. */
  public static void main(String[] args) throws Exception {
    for (int i = 2; i < args.length; i++) {
      System.out.println("== " + args[i]);
      Class.forName("io.glimpse.examples." + args[i])
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {args[0], args[1]});
    }
  }
}
