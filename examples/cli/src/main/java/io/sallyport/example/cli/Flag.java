package io.sallyport.example.cli;

import picocli.CommandLine.Model.OptionSpec;

/**
 * An option of a command.
 *
 * @param parameter of IAM's or STS's API that it fills; empty if it fills none
 */
record Flag(String name, String parameter, Kind kind, Need need, String description) {

  /** What an option takes. */
  enum Kind {
    TEXT("TEXT"),
    /** A text, or {@code file://} and the name of a file that has it. */
    DOCUMENT("JSON|file://FILE"),
    /** A member of a list; the option may come several times. */
    MEMBER("TEXT"),
    /** A member of a list of policies; the option may come several times. */
    ARN("ARN"),
    /** A tag, {@code KEY=VALUE}; the option may come several times. */
    TAG("KEY=VALUE"),
    /** Nothing: to be there says it all. */
    SWITCH("");

    final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** Whether a command can do without it. */
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  static Flag required(String name, String parameter, String description) {
    return new Flag(name, parameter, Kind.TEXT, Need.REQUIRED, description);
  }

  static Flag optional(String name, String parameter, String description) {
    return new Flag(name, parameter, Kind.TEXT, Need.OPTIONAL, description);
  }

  static Flag switching(String name, String parameter, String description) {
    return new Flag(name, parameter, Kind.SWITCH, Need.OPTIONAL, description);
  }

  /** The same, of another kind. */
  Flag of(Kind other) {
    return new Flag(name, parameter, other, need, description);
  }

  /** The same, for another parameter. */
  Flag filling(String other) {
    return new Flag(name, other, kind, need, description);
  }

  /** The same, and the command can do without it. */
  Flag optional() {
    return new Flag(name, parameter, kind, Need.OPTIONAL, description);
  }

  OptionSpec option() {
    OptionSpec.Builder option =
        OptionSpec.builder(name)
            .description(description)
            .required(need == Need.REQUIRED)
            .paramLabel(kind.label);
    return switch (kind) {
      case TEXT, DOCUMENT -> option.type(String.class).arity("1").build();
      case MEMBER, ARN, TAG -> option.type(String[].class).arity("1").build();
      case SWITCH -> option.type(boolean.class).arity("0").build();
    };
  }
}
