package dev.budgetledger.projection.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Fills the {@link Query} records of handler methods, strictly. */
public final class QueryResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Query.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws ReflectiveOperationException {
        RecordComponent[] components = parameter.getParameterType().getRecordComponents();
        refuseUnknown(StrictRequest.parameterNames(request), names(components));
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i], request.getParameterValues(components[i].getName()));
        }
        Constructor<?> constructor = parameter.getParameterType().getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static List<String> names(RecordComponent[] components) {
        return Arrays.stream(components).map(RecordComponent::getName).toList();
    }

    private static void refuseUnknown(Iterator<String> given, List<String> known) {
        // Sorted, so that the same request is always refused for the same reason.
        Set<String> unknown = new TreeSet<>();
        given.forEachRemaining(unknown::add);
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw RequestProblem.unknownParameter(unknown.iterator().next(), known);
        }
    }

    private static @Nullable Object value(RecordComponent component, String @Nullable [] given) {
        if (given == null || given.length == 0) {
            return null;
        }
        if (given.length > 1) {
            throw RequestProblem.invalid(component.getName(), "is given more than once");
        }
        return ParameterValues.parse(component.getName(), given[0], component.getType());
    }
}
