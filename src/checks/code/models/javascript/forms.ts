import { members } from '../entries.ts';
import type { CallbackModel, Model, ModelPack } from '../model.ts';
import { PAGE_TEXT } from './terms.ts';

const EVENTS = ['onSubmit', 'onChange', 'onInput', 'onClick', 'onKeyDown', 'onBlur', 'onPaste'];
const VALUES: Model = { source: PAGE_TEXT };

function valuesAt(at: string, component: string): CallbackModel {
  return { at, params: [], sources: { 0: PAGE_TEXT }, when: [{ at: '0', type: component }] };
}

/** Of `React.createElement`: handlers of events, and what libraries for forms call with what was written into them. */
export const HANDLERS: readonly CallbackModel[] = [
  ...EVENTS.map((name): CallbackModel => ({ at: `1.${name}`, params: [], types: ['Event'] })),
  valuesAt('1.onSubmit', 'formik.Formik'),
  valuesAt('1.validate', 'formik.Formik'),
  valuesAt('1.onSubmit', 'react-final-form.Form'),
  valuesAt('1.validate', 'react-final-form.Form'),
];

/** Forms in React. */
export const forms: ModelPack = {
  id: 'forms',
  languages: ['javascript'],
  about:
    'https://formik.org/docs/api, https://react-hook-form.com/docs, https://final-form.org/docs/react-final-form',
  paths: {
    'formik.Formik': { type: 'formik.Formik' },
    'react-final-form.Form': { type: 'react-final-form.Form' },
    'formik.withFormik()': {
      flows: [],
      callbacks: [
        { at: '0.validate', params: [], sources: { 0: PAGE_TEXT } },
        { at: '0.handleSubmit', params: [], sources: { 0: PAGE_TEXT } },
      ],
    },
    'formik.useFormik()': {
      flows: [],
      type: 'formik.Context',
      callbacks: [
        { at: '0.validate', params: [], sources: { 0: PAGE_TEXT } },
        { at: '0.onSubmit', params: [], sources: { 0: PAGE_TEXT } },
      ],
    },
    'formik.useFormikContext()': { flows: [], type: 'formik.Context' },
    'formik.Context.values': VALUES,
    'react-hook-form.useForm()': { flows: [], type: 'react-hook-form.Form' },
    'react-hook-form.Form.handleSubmit()': {
      flows: [],
      callbacks: [{ at: '0', params: [], sources: { 0: PAGE_TEXT } }],
    },
    ...members('react-hook-form.Form', 'getValues() watch()', { flows: [], ...VALUES }),
  },
};
