package io.sallyport.operation;

import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.managed.PolicyFilter;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.Entry;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whoever may do everything, and asks for it in a form that is none, is told so, and nothing is
 * changed by it. Every operation, every parameter that it takes.
 */
class MalformedRequestsTest {
  private static final int REQUESTS = 10_000;
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;
  private static final Map<String, String> STS =
      Map.of(
          "AssumeRole",
          "Action=AssumeRole&RoleArn=arn:aws:iam:::role/S3Access&RoleSessionName=Bob",
          "DecodeAuthorizationMessage",
          "Action=DecodeAuthorizationMessage&EncodedMessage=x",
          "GetCallerIdentity",
          "Action=GetCallerIdentity");

  /** What operations may be given besides, in a form that they take. */
  private static final Map<String, String> OPTIONAL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CallerArn", "arn:aws:iam:::user/bob"),
              Map.entry("ClientIDList.member.1", "client"),
              Map.entry("ContextEntries.member.1.ContextKeyName", "aws:SourceIp"),
              Map.entry("ContextEntries.member.1.ContextKeyType", "ip"),
              Map.entry("ContextEntries.member.1.ContextKeyValues.member.1", "192.0.2.1"),
              Map.entry("Description", "text"),
              Map.entry("DurationSeconds", "900"),
              Map.entry("EntityFilter", "Role"),
              Map.entry("ExternalId", "external"),
              Map.entry("Marker", "a"),
              Map.entry("MaxItems", "10"),
              Map.entry("MaxSessionDuration", "3600"),
              Map.entry("NewGroupName", "Writers"),
              Map.entry("NewPath", "/a/"),
              Map.entry("NewUserName", "carol"),
              Map.entry("OnlyAttached", "true"),
              Map.entry("Path", "/a/"),
              Map.entry("PathPrefix", "/a"),
              Map.entry("PermissionsBoundary", "arn:aws:iam::aws:policy/IAMFullAccess"),
              Map.entry("PermissionsBoundaryPolicyInputList.member.1", Installation.ALL_OF_S3),
              Map.entry("Policy", Installation.ALL_OF_S3),
              Map.entry("PolicyInputList.member.1", Installation.ALL_OF_S3),
              Map.entry("PolicyUsageFilter", "PermissionsPolicy"),
              Map.entry("ResourceArns.member.1", "arn:aws:s3:::b/k"),
              Map.entry("ResourceOwner", "arn:aws:iam::123456789012:root"),
              Map.entry("ResourcePolicy", Installation.ALL_OF_S3),
              Map.entry("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/IAMFullAccess"),
              Map.entry("Scope", "All"),
              Map.entry("SourceIdentity", "source"),
              Map.entry("TransitiveTagKeys.member.1", "k"),
              Map.entry("SetAsDefault", "true"),
              Map.entry("Tags.member.1.Key", "k"),
              Map.entry("Tags.member.1.Value", "v"),
              Map.entry("ThumbprintList.member.1", "a".repeat(40)),
              Map.entry("UserName", "bob"),
              Map.entry("VersionId", "v1")));

  private static final Set<String> NUMBERS =
      Set.of("DurationSeconds", "MaxItems", "MaxSessionDuration");
  private static final List<String> NO_NUMBERS =
      List.of("abc", "1" + "0".repeat(30), "-1", "1.5", "0x10", "+1", " 1", "1e3", "\u0661", "NaN");
  private static final List<String> NO_ENCODINGS =
      List.of(
          "%", "%G1", "%0", "%C3", "%C3%28", "%FF", "%u0041", "%ED%A0%80", "%ED%BF%BF", "%C0%80");
  private static final List<String> UNWRITABLE =
      List.of("%00", "%01", "%1F", "%EF%BF%BE", "%EF%BF%BF");
  private static final List<String> NO_INDEXES =
      List.of("0", "01", "-1", "x", "", "1.1", "99999", "99999999999", "1 ", "\u0661");

  /** What documents and ARNs may look like and aren't. */
  private static final List<String> HOSTILE =
      List.of(
          "[".repeat(20_000),
          "{\"a\":".repeat(20_000),
          "1".repeat(20_000),
          "{\"Version\":1e999999999}",
          "{\"Version\":\"2012-10-17\",\"Version\":\"2012-10-17\",\"Statement\":[]}",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"\\ud800\"}]}",
          "\ufeff" + EVERYTHING,
          EVERYTHING + EVERYTHING,
          "null",
          "\"\"",
          "{}",
          "]",
          "arn:aws:iam:::" + "a/".repeat(300),
          "arn:aws:iam:::policy/../..",
          "arn:aws:iam:::role/\u202e",
          "../../etc/passwd",
          "${aws:username}",
          "*",
          "\ud83d\ude00",
          "1" + "0".repeat(30),
          "-9223372036854775809",
          "\r\n\r\n<x>&amp;]]>");

  /** Without a name, these are about the keys of who calls. */
  private static final Set<String> CALLERS_OWN =
      Set.of("CreateAccessKey", "DeleteAccessKey", "GetUser", "ListAccessKeys", "UpdateAccessKey");

  private final Random random = new Random(20261128);
  private MemoryStore store = new MemoryStore();
  private Installation installation = furnished();

  /** A parameter, encoded. */
  private record Parameter(String name, String value) {
    static Parameter of(String name, String value) {
      return new Parameter(URLEncoder.encode(name, UTF_8), URLEncoder.encode(value, UTF_8));
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** What became of a form; whether it surely is none that an operation takes. */
  private record Mutation(String form, boolean isSurelyRefused) {}

  private static String form(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::toString).collect(Collectors.joining("&"));
  }

  private static List<Parameter> parameters(String form) {
    return Stream.of(form.split("&", -1))
        .map(each -> each.split("=", 2))
        .map(each -> Parameter.of(each[0], URLDecoder.decode(each[1], UTF_8)))
        .toList();
  }

  private static List<String> operations() {
    return Stream.concat(AuthorisationTest.operations(), STS.keySet().stream()).toList();
  }

  private static String required(String operation) {
    String form = STS.getOrDefault(operation, "");
    return form.isEmpty() ? AuthorisationTest.request(operation) : form;
  }

  private Installation furnished() {
    Installation made = AuthorisationTest.furnished(store);
    made.sallyport.users().putPolicy(TESTER2, new PolicyName("Everything"), EVERYTHING);
    return made;
  }

  private void furnishAnew() {
    installation.close();
    store = new MemoryStore();
    installation = furnished();
  }

  private QueryResponse send(String operation, String form) {
    String service = STS.containsKey(operation) ? "sts" : "iam";
    ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);
    return installation.sallyport.query().handle(signer.form(service, form), form.getBytes(UTF_8));
  }

  /** The parameters that each operation takes beside those that it needs. */
  private Map<String, List<Parameter>> known() {
    Map<String, List<Parameter>> known = new TreeMap<>();
    for (String operation : operations()) {
      List<Parameter> all = new ArrayList<>(parameters(required(operation)));
      Set<String> names = all.stream().map(Parameter::name).collect(Collectors.toSet());
      OPTIONAL.forEach(
          (name, value) -> {
            if (!names.contains(name) && takes(operation, name, value)) {
              all.add(Parameter.of(name, value));
            }
          });
      known.put(operation, all);
    }
    furnishAnew();
    return known;
  }

  private boolean takes(String operation, String name, String value) {
    String form = required(operation) + "&" + Parameter.of(name, value);
    return !send(operation, form).body().contains("a parameter that this action knows here");
  }

  @Test
  @Timeout(600)
  void eachIsRefusedWithACodeAndChangesNothing() {
    Map<String, List<Parameter>> known = known();
    assertTrue(
        known.getOrDefault("AssumeRole", List.of()).stream()
            .map(Parameter::name)
            .toList()
            .containsAll(List.of("DurationSeconds", "ExternalId", "Policy", "SourceIdentity")));
    List<String> names = List.copyOf(known.keySet());
    Map<String, String> faults = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      String operation = names.get(i % names.size());
      Mutation mutation = mutated(operation, known.getOrDefault(operation, List.of()));
      List<Entry> before = content();
      QueryResponse answer = send(operation, mutation.form);
      String fault = fault(mutation, answer, before);
      if (!fault.isEmpty()) {
        faults.putIfAbsent(
            operation + ": " + fault,
            mutation.form.substring(0, Math.min(200, mutation.form.length())));
      }
      if (answer.status() == 200) {
        assertAllIsThere();
        furnishAnew();
      }
    }
    assertEquals(Map.of(), faults);
    installation.close();
  }

  private String fault(Mutation mutation, QueryResponse answer, List<Entry> before) {
    if (answer.status() == 200) {
      return mutation.isSurelyRefused ? "was taken" : "";
    }
    if (answer.status() < 400 || answer.status() > 499) {
      return "answered with " + answer.status();
    }
    Xml error = Xml.parse(answer.body());
    if (error.text("Error/Code").isEmpty() || error.text("Error/Message").isEmpty()) {
      return "says nothing: " + answer.body();
    }
    if (answer.body().length() > 8000) {
      return "says too much: " + answer.body().length();
    }
    return before.equals(content()) ? "" : "changed something";
  }

  /** But for the last uses of keys, which are written aside. */
  private List<Entry> content() {
    return store.list(KeyRange.all(), 1000).entries().stream()
        .filter(entry -> !entry.key().segments().get(0).equals("access-key-use"))
        .toList();
  }

  /** A change that was made is a whole one: all that there is can be listed. */
  private void assertAllIsThere() {
    var view = installation.sallyport.in(AccountId.EMPTY);
    assertFalse(view.users().list("/", PageRequest.FIRST).items().isEmpty());
    view.roles().list("/", PageRequest.FIRST);
    view.groups().list("/", PageRequest.FIRST);
    view.policies().list(PolicyFilter.ALL, PageRequest.FIRST);
    view.providers().list().forEach(view.providers()::get);
    assertTrue(view.account().summary().containsKey("Users"));
  }

  /** A form to be made malformed, at one of its parameters. */
  private record Form(String operation, List<Parameter> parameters, int at, boolean isNeeded) {
    Parameter one() {
      return parameters.get(at);
    }

    Form with(Parameter other) {
      parameters.set(at, other);
      return this;
    }

    Form with(String value) {
      return with(new Parameter(one().name, value));
    }

    Mutation refused() {
      return new Mutation(form(parameters), true);
    }

    Mutation perhapsRefused() {
      return new Mutation(form(parameters), false);
    }

    Mutation refusedIfNeeded() {
      return new Mutation(form(parameters), isNeeded);
    }
  }

  private final List<Function<Form, Mutation>> ways =
      List.of(
          this::missing,
          this::repeated,
          this::overLong,
          form -> inserted(form, pick(UNWRITABLE)),
          form -> inserted(form, pick(NO_ENCODINGS)),
          this::noNumber,
          form -> form.with("").refusedIfNeeded(),
          this::otherIndex,
          this::unknown,
          this::otherVersion,
          form -> form.with(URLEncoder.encode(pick(HOSTILE), UTF_8)).perhapsRefused(),
          MalformedRequestsTest::tooMany);

  private Mutation mutated(String operation, List<Parameter> known) {
    List<Parameter> parameters = new ArrayList<>();
    int required = parameters(required(operation)).size();
    for (int i = 0; i < known.size(); i++) {
      if (i < required || random.nextInt(3) == 0) {
        parameters.add(known.get(i));
      }
    }
    int at = random.nextInt(parameters.size());
    boolean isNeeded = at < required && !isOptionalIn(operation, parameters.get(at));
    return pick(ways).apply(new Form(operation, parameters, at, isNeeded));
  }

  /** What AuthorisationTest gives although it need not be given, or may be empty. */
  private static boolean isOptionalIn(String operation, Parameter one) {
    return switch (one.name) {
      case "UserName" -> CALLERS_OWN.contains(operation);
      case "Description", "NewPath", "PolicyInputList.member.1", "Tags.member.1.Value" -> true;
      default -> false;
    };
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Mutation missing(Form form) {
    form.parameters.remove(form.at);
    return form.refusedIfNeeded();
  }

  private Mutation repeated(Form form) {
    Parameter again = random.nextBoolean() ? form.one() : new Parameter(form.one().name, "x");
    form.parameters.add(random.nextInt(form.parameters.size() + 1), again);
    return form.refused();
  }

  private Mutation overLong(Form form) {
    int length = pick(List.of(130, 600, 3000, 70_000, 300_000));
    String start = random.nextBoolean() ? form.one().value : "";
    Form longer = form.with(start + "a".repeat(length));
    return length > 10_000 ? longer.refused() : longer.perhapsRefused();
  }

  private Mutation inserted(Form form, String what) {
    Parameter one = form.one();
    if (random.nextInt(4) == 0) {
      return form.with(new Parameter(one.name + what, one.value)).refused();
    }
    // Not where what stands beside it could make an escape of it.
    boolean isLast = one.value.contains("%") || what.length() < 3;
    int at = isLast ? one.value.length() : random.nextInt(one.value.length() + 1);
    return form.with(one.value.substring(0, at) + what + one.value.substring(at)).refused();
  }

  private Mutation noNumber(Form form) {
    List<Parameter> numbers =
        form.parameters.stream().filter(each -> NUMBERS.contains(each.name)).toList();
    if (numbers.isEmpty()) {
      return form.with(URLEncoder.encode(pick(NO_NUMBERS), UTF_8)).perhapsRefused();
    }
    String name = pick(numbers).name;
    form.parameters.removeIf(each -> each.name.equals(name));
    form.parameters.add(Parameter.of(name, pick(NO_NUMBERS)));
    return form.refused();
  }

  private Mutation otherIndex(Form form) {
    String index = "member." + pick(NO_INDEXES);
    List<Parameter> members =
        form.parameters.stream().filter(each -> each.name.contains(".member.1")).toList();
    if (members.isEmpty()) {
      form.parameters.add(Parameter.of("Tags." + index + ".Key", "k"));
      return form.refused();
    }
    Parameter one = pick(members);
    String name = URLEncoder.encode(one.name.replaceFirst("member\\.1", index), UTF_8);
    form.parameters.set(form.parameters.indexOf(one), new Parameter(name, one.value));
    return form.refused();
  }

  private Mutation unknown(Form form) {
    String other = pick(form.parameters).name;
    String name =
        pick(
            List.of(
                "Foo",
                "",
                other + ".member.1",
                other + ".",
                other + "%20",
                "." + other,
                "x".repeat(100_000),
                "Tags.member",
                "%F0%9F%98%80",
                "<a>%26%22'"));
    form.parameters.add(
        random.nextInt(form.parameters.size() + 1),
        new Parameter(name, pick(List.of("", "x", "1"))));
    return form.refused();
  }

  private Mutation otherVersion(Form form) {
    String version = pick(List.of("2010-05-09", "", "2010-05-08x", "1"));
    form.parameters.add(new Parameter("Version", version));
    return form.refused();
  }

  private static Mutation tooMany(Form form) {
    IntStream.range(0, 600).forEach(i -> form.parameters.add(new Parameter("P" + i, "")));
    return form.refused();
  }
}
