import { counted, type DemoDiscussion } from './content.ts'

/** A discussion that goes on: with a queue before the chair, the speaker's answers, and a poll of each kind open or shown. */
export const congressDiscussion: DemoDiscussion = {
  slug: 'vsir-2026',
  kind: 'talk',
  title: 'Prostatic artery embolisation',
  at: null,
  questions: [
    {
      lang: 'vi',
      body: 'Động mạch tuyến tiền liệt xuất phát chung với động mạch thẹn trong: anh chị bảo vệ nhánh không đích bằng cách nào?',
      shown: 'facility',
      facility: 'Bệnh viện Đa khoa Minh hoạ miền Trung',
      votes: 18,
      state: 'current',
    },
    {
      lang: 'en',
      body: 'Does a median lobe change your selection, or only what you tell the patient to expect?',
      shown: 'name',
      name: 'Phan Minh Hoạ Ly',
      facility: 'Bệnh viện Minh hoạ Trung ương',
      votes: 14,
      pinned: true,
    },
    {
      lang: 'vi',
      body: 'Hạt 300–500 µm hay 100–300 µm cho tuyến tiền liệt trên 120 g?',
      shown: 'anonymous',
      votes: 11,
      slide: 12,
      state: 'answered',
      answers: [
        {
          by: 'speaker',
          lang: 'vi',
          body: 'Chúng tôi dùng 300–500 µm cho lần đầu. Hạt nhỏ hơn vào sâu hơn nhưng dễ lọt sang nhánh không đích, nên chỉ cân nhắc khi phải làm lại.',
        },
      ],
    },
    {
      lang: 'ko',
      body: '시술 후 도뇨관 제거에 실패한 환자는 얼마 동안 지켜보시나요?',
      shown: 'facility',
      facility: '시연용 대학병원',
      votes: 6,
    },
    {
      lang: 'vi',
      body: 'Liều tia trung bình của một ca là bao nhiêu, và CT chùm tia hình nón chiếm bao nhiêu phần?',
      shown: 'anonymous',
      votes: 0,
      state: 'pending',
    },
    {
      lang: 'en',
      body: 'Can you share the consent form that you give to patients?',
      shown: 'name',
      name: 'Đặng Minh Hoạ Tú',
      facility: 'Bệnh viện Đa khoa Minh hoạ miền Bắc',
      votes: 0,
      state: 'pending',
    },
  ],
  polls: [
    {
      kind: 'single',
      lang: 'vi',
      title: 'Đường vào mạch máu thường dùng nhất của quý vị là gì?',
      options: ['Động mạch đùi', 'Động mạch quay trái', 'Tuỳ từng ca'],
      ballots: counted(13, 9, 6),
      state: 'open',
    },
    {
      kind: 'scale',
      lang: 'en',
      title: 'How ready is your department to offer this procedure?',
      options: ['Not yet', 'Already routine'],
      ballots: counted(5, 6, 7, 4, 3),
      state: 'closed',
    },
  ],
}
