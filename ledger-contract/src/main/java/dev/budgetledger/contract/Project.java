package dev.budgetledger.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 项目: what project expenditure is for. Its code is what lines say; its name is data that may be corrected.
 *
 * @param code 项目代码
 * @param name 项目名称
 * @param category 项目类别, as the place has them: 部门预算项目, 对下转移支付 …
 * @param unit 单位: the code of the unit that carries it out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Project(String code, String name, @Nullable String category, @Nullable String unit) {}
