package io.sallyport.policy.match;

/** What patterns may ask of a request, and where their work is counted. */
public interface Facts {

  /** Those of no request: nothing is known, nothing counted. */
  Facts NONE =
      new Facts() {
        private static final String[] NOTHING = {};

        @Override
        public String[] values(String lowerCaseKey) {
          return NOTHING;
        }

        @Override
        public boolean isSingle(String lowerCaseKey) {
          return false;
        }

        @Override
        public void spend(long steps) {}
      };

  /**
   * The values of a key in lower case. Not to be changed.
   *
   * @throws UnevaluableException if they could not be had
   */
  String[] values(String lowerCaseKey);

  /** Whether a variable can stand for the key inside a longer text. */
  boolean isSingle(String lowerCaseKey);

  /**
   * Counts work, before it is done where it may be much. A step compares at most 32 characters with
   * as many, or moves 64 bits of a search by one character.
   *
   * @throws UnevaluableException if more is spent than a request may cost
   */
  void spend(long steps);
}
