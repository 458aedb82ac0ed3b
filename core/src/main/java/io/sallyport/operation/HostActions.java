package io.sallyport.operation;

import io.sallyport.arn.Arn;
import io.sallyport.entity.Authority;
import io.sallyport.error.AwsService;
import io.sallyport.gate.Authorizer;
import io.sallyport.identity.AccountId;
import io.sallyport.query.HostAction;
import io.sallyport.query.HostAction.Result;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The actions that a host adds: rows of the same table as ours, each authorised before it is done.
 * All of them take a signature in the header, since any may change something. Thread-safe.
 */
public record HostActions(Map<AwsService, Map<String, HostAction>> actions, Authorizer authorizer) {

  /** The rows for a service. */
  List<Operation<?, ?>> operations(AwsService service) {
    return actions.getOrDefault(service, Map.of()).entrySet().stream()
        .<Operation<?, ?>>map(action -> operation(service, action.getKey(), action.getValue()))
        .toList();
  }

  private Operation<Read, XmlWriter> operation(AwsService service, String name, HostAction action) {
    return new Operation<>(
        name,
        Operation.Kind.CHANGING,
        parameters -> new Read(action, parameters.handedOn()),
        (call, read) -> done(Endpoint.name(service) + ":" + name, call, read.by(call)),
        (content, result) -> result.append(content));
  }

  /** What is read once it is known who calls. */
  private record Read(HostAction action, Parameters parameters) {

    HostAction.Call by(Call call) {
      HostAction.Call read = action.read(call.caller(), new Given(parameters));
      parameters.refuseUntaken();
      return read;
    }
  }

  private XmlWriter done(String action, Call call, HostAction.Call asked) {
    Arn resource = asked.resource();
    AccountId owner = AccountId.named(resource.account()); // As it says: none is the empty account.
    Authority authority = authorizer.authority(call.caller(), owner, call.facts());
    authority.require(action, resource, resource.toString(), asked.conditions());
    XmlWriter content = new XmlWriter();
    asked.work().accept(new Written(content));
    authority.made(action, resource);
    return content;
  }

  private record Given(Parameters parameters) implements HostAction.Parameters {
    @Override
    public String text(String name) {
      return parameters.get(name);
    }

    @Override
    public Optional<String> findText(String name) {
      return parameters.find(name);
    }

    @Override
    public Optional<Integer> findNumber(String name) {
      return parameters.findInteger(name);
    }

    @Override
    public Optional<Boolean> findFlag(String name) {
      return parameters.findFlag(name);
    }

    @Override
    public List<String> texts(String list) {
      parameters.takeEmptyList(list);
      return parameters.texts(list);
    }
  }

  private record Written(XmlWriter xml) implements Result {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,127}");

    @Override
    public Result element(String name, String text) {
      xml.element(checked(name), text);
      return this;
    }

    @Override
    public Result structure(String name, Consumer<Result> content) {
      xml.open(checked(name));
      content.accept(this);
      xml.close(name);
      return this;
    }

    private static String checked(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("an element is called by letters and digits");
      }
      return name;
    }
  }
}
