import { aneurysmImages } from '../images/wanted.ts'
import { generated, type Place, type PlannedCase } from './plan.ts'

const { BEFORE, filled, longAxis, mask, middle, neckLine, window } = aneurysmImages
const run = (shapes: Place['shapes'] = []): Place => ({
  series: BEFORE,
  instance: 1,
  frame: filled,
  mask: mask(filled),
  window,
  zoom: 1.6,
  center: middle,
  shapes,
})

/** DSA at night in a province: shown to nobody but the expert who is asked. */
export const ruptureCase: PlannedCase = {
  key: 'rupture',
  begun: null,
  shared: false,
  title: {
    vi: 'Vỡ phình động mạch thông sau trái, cổ rộng: can thiệp tại chỗ hay chuyển tuyến? (ảnh mô phỏng)',
    en: 'Ruptured wide-necked left posterior communicating aneurysm: treat here or transfer? (generated images)',
    ko: '파열된 좌측 후교통동맥 광경부 동맥류: 자체 시술 또는 전원? (생성 영상)',
  },
  content: {
    modalities: ['XA'],
    techniques: ['dsa-cerebral'],
    organs: ['brain-vessels'],
    region: {
      vi: 'Động mạch cảnh trong trái, đoạn thông (C7)',
      en: 'Left ICA, communicating segment (C7)',
      ko: '좌측 내경동맥 교통분절(C7)',
    },
    age: '40',
    sex: 'male',
    presentation: generated({
      vi: 'Nam, ngoài 40 tuổi, đau đầu dữ dội đột ngột 6 giờ trước, nôn, gáy cứng. GCS 15, không liệt: Hunt–Hess 2, WFNS 1. CT không tiêm: xuất huyết dưới nhện dày ở các bể nền, không tràn máu não thất (Fisher cải biên 3).',
      en: 'A man in his forties, thunderclap headache six hours ago, vomiting, stiff neck. GCS 15, no deficit: Hunt–Hess 2, WFNS 1. Unenhanced CT: thick subarachnoid haemorrhage in the basal cisterns, no intraventricular blood (modified Fisher 3).',
      ko: '40대 남성. 6시간 전 벼락두통, 구토, 경부 강직. GCS 15, 국소 신경학적 결손 없음: Hunt–Hess 2, WFNS 1. 비조영 CT: 기저조에 두꺼운 지주막하출혈, 뇌실내 출혈 없음(수정 Fisher 3).',
    }),
    history: {
      vi: 'Tăng huyết áp điều trị không đều, hút thuốc. Không dùng thuốc chống đông hay kháng tiểu cầu.',
      en: 'Hypertension, irregularly treated; smoker. No anticoagulant or antiplatelet drug.',
      ko: '고혈압(불규칙 복약), 흡연. 항응고제·항혈소판제 복용 없음.',
    },
    findings: {
      vi: `- Chụp động mạch cảnh trong trái, tư thế nghiêng: túi phình đoạn thông, hướng sau dưới, **vòm 9,8 × 8,8 mm, cổ 5,2 mm** (vòm/cổ 1,7), có thùy phụ, nghĩ là chỗ vỡ.
- Chưa thấy co thắt mạch. Các nhánh xa thông.`,
      en: `- Left internal carotid injection, lateral: aneurysm of the communicating segment pointing backwards and down, **dome 9.8 × 8.8 mm, neck 5.2 mm** (dome-to-neck 1.7), with a daughter sac, the likely site of rupture.
- No vasospasm yet. Distal branches patent.`,
      ko: `- 좌측 내경동맥 측면 조영: 교통분절에서 후하방을 향한 동맥류, **돔 9.8 × 8.8 mm, 경부 5.2 mm**(돔/경부 비 1.7), 딸주머니 동반(파열 부위로 추정).
- 아직 혈관연축 없음. 원위 분지 개통.`,
    },
    differential: {},
    diagnosis: {
      vi: 'Vỡ phình dạng túi cổ rộng động mạch cảnh trong trái, đoạn thông.',
      en: 'Ruptured wide-necked saccular aneurysm of the left ICA, communicating segment.',
      ko: '좌측 내경동맥 교통분절의 파열된 광경부 낭상 동맥류.',
    },
    certainty: 'certain',
    basis: ['imaging'],
    steps: [],
    devices: [],
    outcome: {},
    complications: [],
    followUp: {},
    teaching: {},
    references: [],
  },
  pictures: [
    {
      at: run([
        { kind: 'length', points: longAxis, text: '9.8 mm' },
        { kind: 'length', points: neckLine, text: '5.2 mm' },
      ]),
      caption: {
        vi: 'Ảnh xóa nền, thì động mạch: vòm 9,8 mm, cổ 5,2 mm.',
        en: 'Subtracted, arterial phase: dome 9.8 mm, neck 5.2 mm.',
        ko: '감산 영상, 동맥기: 돔 9.8 mm, 경부 5.2 mm.',
      },
    },
  ],
  discussion: [],
  quiz: [],
  consultation: {
    expert: 3,
    urgency: 'urgent',
    hours: 12,
    question:
      'Xuất huyết dưới nhện giờ thứ 6, Hunt–Hess 2. Túi phình cổ rộng 5,2 mm, tỷ lệ vòm/cổ 1,7. Đơn vị chúng tôi có coil và bóng chẹn cổ, chưa từng đặt stent ở bệnh nhân vỡ. Nên nút coil có bóng hỗ trợ tại chỗ hay chuyển tuyến trung ương ngay trong đêm?',
    answer: {
      text: 'Nếu ê-kíp đã quen với bóng thì nút coil có bóng hỗ trợ tại chỗ, càng sớm càng tốt trong 24 giờ đầu; tránh stent và stent chuyển dòng vì phải dùng kháng tiểu cầu kép ở giai đoạn cấp. Mũi tên chỉ thùy phụ, nghĩ là chỗ vỡ: ưu tiên bịt kín phần vòm này, phần cổ có thể hoàn tất sau. Trước khi bít túi phình giữ huyết áp tâm thu dưới 160 mmHg, nimodipin 60 mg mỗi 4 giờ. Nếu chưa quen với bóng thì chuyển ngay, đừng chờ sáng.',
      at: run([{ kind: 'arrow', points: aneurysmImages.arrow, text: '' }]),
    },
  },
}
