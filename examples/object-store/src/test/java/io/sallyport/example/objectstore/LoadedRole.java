package io.sallyport.example.objectstore;

/**
 * A role under load: what it may do and whom it trusts change all the time. Version by version it
 * may read one object after the other, and trusts TESTER2 but for every third.
 */
final class LoadedRole {
  static final String BUCKET = "loaded";
  static final int OBJECTS = 4;

  /** What a session that is limited may read at most: the objects before this one. */
  static final int LIMIT = 2;

  final String name;
  final Register policy = new Register();
  final Register trust = new Register();
  final Ending revocation = new Ending();

  LoadedRole(int number) {
    name = "Loaded" + number;
  }

  String arn() {
    return "arn:aws:iam:::role/" + name;
  }

  static String key(int object) {
    return "photos/2026/" + object + ".jpg";
  }

  static String target(int object) {
    return "/" + BUCKET + "/" + key(object);
  }

  private static String arn(int object) {
    return "arn:aws:s3:::" + BUCKET + "/" + key(object);
  }

  /** An object's kibibyte. */
  static String content(int object) {
    return Integer.toString(object).repeat(1024);
  }

  static boolean mayRead(long version, int object) {
    return version % OBJECTS == object;
  }

  static boolean trusts(long version) {
    return version % 3 != 2;
  }

  static String policy(long version) {
    return RunningStore.allow("s3:GetObject", arn((int) (version % OBJECTS)));
  }

  static String trustPolicy(long version) {
    return RunningStore.trust(trusts(version) ? "TESTER2" : "TESTER1");
  }

  /** The policy of a session that is limited. */
  static String limit() {
    StringBuilder resources = new StringBuilder();
    for (int i = 0; i < LIMIT; i++) {
      resources.append(i == 0 ? "" : "\",\"").append(arn(i));
    }
    return RunningStore.allow("s3:GetObject", "%").replace("\"%\"", "[\"" + resources + "\"]");
  }

  @Override
  public String toString() {
    return name;
  }
}
